package dev.meander.projection;

import dev.meander.event.LogPosition;
import dev.meander.event.TenantId;
import dev.meander.platform.sql.Statements;
import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is put aside. Nothing here changes anything: that is for the owner of the partition
 * alone, who does so with the position in the log. Never blocks; any thread.
 */
@Singleton
public final class ParkedEntries {

  private static final String COLUMNS =
      """
      select d.partition, d.ledger_id, d.entry_id, d.batch_index, d.appended_at, d.person_key,
        d.reason, d.payload, coalesce(d.mended, ''::bytea) as mended,
        coalesce(p.kept, 0) as kept, coalesce(p.left_over, 0) as left_over
      from dead_letter d left join parked_person p
        on p.projection = d.projection and p.tenant = d.tenant and p.partition = d.partition
        and p.person_key = d.person_key
      where d.projection = $1 and d.tenant = $2""";

  private static final String ORDER =
      " order by d.partition, d.ledger_id, d.entry_id, d.batch_index limit ";

  private static final String ABOUT =
      COLUMNS
          + " and (d.person_key = any($3)"
          + " or d.person_key is null and (d.partition, d.ledger_id, d.entry_id, d.batch_index) in"
          + " (select * from unnest($4::int[], $5::bigint[], $6::bigint[], $7::int[])))"
          + ORDER
          + "1000000";

  private static final String ONE =
      COLUMNS
          + " and (d.partition, d.ledger_id, d.entry_id, d.batch_index) = ($3, $4, $5, $6)"
          + ORDER
          + "1";

  private static final String BAD =
      COLUMNS
          + " and (d.partition, d.ledger_id, d.entry_id, d.batch_index) > ($3, $4, $5, $6)"
          + " and d.reason <> '"
          + DeadLetter.BEHIND
          + "'"
          + ORDER
          + "$7";

  private static final String OF_PERSON =
      COLUMNS + " and d.partition = $3 and d.person_key = $4" + ORDER + "$5";

  private static final String TOTALS =
      """
      select coalesce(sum(parked_people), 0)::int as people,
        coalesce(sum(parked_entries), 0)::int as entries,
        coalesce(sum(parked_left), 0)::bigint as left_over
      from log_position where projection = $1 and tenant = $2""";

  private static final String BY_PARTITION =
      """
      select partition, parked_people, parked_entries, parked_left
      from log_position where projection = $1 and tenant = $2""";

  private final Statements statements;
  private final LiveProjection live;

  @Inject
  ParkedEntries(Statements statements, LiveProjection live) {
    this.statements = statements;
    this.live = live;
  }

  /**
   * An entry, and what is put aside with it.
   *
   * @param kept entries of its person that are kept, itself among them
   * @param left entries behind those, in the log alone
   */
  public record Listed(ParkedRow row, int kept, long left) {}

  /**
   * All that is put aside of the people whom decisions are about, in the order of the log.
   *
   * @param projection in which version; everything else here is told of the one that serves
   */
  public Uni<List<ParkedRow>> about(
      int projection, TenantId tenant, List<ParkingDecision> decisions) {
    List<String> keys = new ArrayList<>();
    List<LogPosition> alone = new ArrayList<>();
    for (ParkingDecision decision : decisions) {
      if (decision.key() == null) {
        alone.add(decision.entry());
      } else {
        keys.add(decision.key());
      }
    }
    return statements
        .run(
            ABOUT,
            projection,
            tenant.value(),
            keys.toArray(String[]::new),
            alone.stream().map(LogPosition::partition).toArray(Integer[]::new),
            alone.stream().map(LogPosition::ledgerId).toArray(Long[]::new),
            alone.stream().map(LogPosition::entryId).toArray(Long[]::new),
            alone.stream().map(LogPosition::batchIndex).toArray(Integer[]::new))
        .map(rows -> listed(tenant, rows).stream().map(Listed::row).toList());
  }

  /** The entry there; empty where nothing is put aside. */
  public Uni<Optional<Listed>> find(TenantId tenant, LogPosition position) {
    return statements
        .run(
            ONE,
            live.version(),
            tenant.value(),
            position.partition(),
            position.ledgerId(),
            position.entryId(),
            position.batchIndex())
        .map(rows -> listed(tenant, rows).stream().findFirst());
  }

  /**
   * Entries that could not be folded, in the order of the log, without those behind them.
   *
   * @param after null for those from the first
   */
  public Uni<List<Listed>> bad(TenantId tenant, @Nullable LogPosition after, int most) {
    LogPosition from = after == null ? new LogPosition(-1, -1, -1, -1) : after;
    return statements
        .run(
            BAD,
            live.version(),
            tenant.value(),
            from.partition(),
            from.ledgerId(),
            from.entryId(),
            from.batchIndex(),
            most)
        .map(rows -> listed(tenant, rows));
  }

  /** What is put aside of one person, in the order of the log. */
  public Uni<List<Listed>> ofPerson(TenantId tenant, int partition, String key, int most) {
    return statements
        .run(OF_PERSON, live.version(), tenant.value(), partition, key, most)
        .map(rows -> listed(tenant, rows));
  }

  /** Of all partitions. */
  public Uni<ParkedTotals> totals(TenantId tenant) {
    return statements
        .run(TOTALS, live.version(), tenant.value())
        .map(
            rows -> {
              Row row = rows.iterator().next();
              return new ParkedTotals(
                  row.getInteger("people"), row.getInteger("entries"), row.getLong("left_over"));
            });
  }

  /** How much is put aside of each partition. */
  public Uni<Map<LogPartition, ParkedTotals>> byPartition(TenantId tenant) {
    return statements
        .run(BY_PARTITION, live.version(), tenant.value())
        .map(
            rows -> {
              Map<LogPartition, ParkedTotals> totals = new HashMap<>();
              for (Row row : rows) {
                totals.put(
                    new LogPartition(tenant, row.getInteger("partition")),
                    new ParkedTotals(
                        row.getInteger("parked_people"),
                        row.getInteger("parked_entries"),
                        row.getLong("parked_left")));
              }
              return totals;
            });
  }

  private static List<Listed> listed(TenantId tenant, RowSet<Row> rows) {
    List<Listed> listed = new ArrayList<>(rows.size());
    for (Row row : rows) {
      DeadLetter letter =
          new DeadLetter(
              tenant,
              new LogPosition(
                  row.getInteger("partition"),
                  row.getLong("ledger_id"),
                  row.getLong("entry_id"),
                  row.getInteger("batch_index")),
              row.getOffsetDateTime("appended_at").toInstant(),
              row.getString("person_key"),
              row.getString("reason"),
              row.getBuffer("payload").getBytes());
      listed.add(
          new Listed(
              new ParkedRow(letter, row.getBuffer("mended").getBytes()),
              row.getInteger("kept"),
              row.getLong("left_over")));
    }
    return listed;
  }
}
