package dev.meander.projection;

import dev.meander.event.LogPosition;
import dev.meander.event.TenantId;
import dev.meander.platform.sql.Statements;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Lets another version serve. The rows of the one that serves are locked, so that its owner waits;
 * the other one passes what it has reached, is taken from whoever fills it, and the pointer moves:
 * in one transaction. What is published from then on has a revision above all of before. Reads are
 * never held up. Any thread.
 */
@Singleton
public final class ProjectionSwitch {

  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(10);

  private static final String LOCK =
      """
      select partition, ledger_id, entry_id, batch_index from log_position
      where tenant = $1 and projection = $2 order by partition for update""";

  /** In how many partitions a version has not folded what it should have. */
  static final String BEHIND =
      """
      select count(*) as behind from unnest($3::int[], $4::bigint[], $5::bigint[], $6::int[])
        as k(partition, ledger_id, entry_id, batch_index)
      where k.ledger_id >= 0 and not exists (
        select 1 from log_position p
        where p.tenant = $1 and p.projection = $2 and p.partition = k.partition
          and (p.ledger_id, p.entry_id, p.batch_index)
            >= (k.ledger_id, k.entry_id, k.batch_index))""";

  /** What the one before has perhaps not published, the other one publishes. */
  private static final String HAND_OVER =
      """
      update log_position n
      set published_ledger_id = o.published_ledger_id,
        published_entry_id = o.published_entry_id,
        published_batch_index = o.published_batch_index
      from log_position o
      where n.tenant = $1 and n.projection = $2 and o.tenant = $1 and o.projection = $3
        and n.partition = o.partition
        and (n.published_ledger_id, n.published_entry_id, n.published_batch_index)
          > (o.published_ledger_id, o.published_entry_id, o.published_batch_index)""";

  private static final String FENCE =
      """
      update log_position
      set epoch = greatest(epoch + 1, (extract(epoch from clock_timestamp()) * 1000000)::bigint)
      where tenant = $1 and projection in ($2, $3)""";

  private static final String POINT =
      """
      insert into projection_pointer as p (tenant, projection, switches, revision, served_before)
      values ($1, $2, 1, (extract(epoch from clock_timestamp()) * 1000000)::bigint, $3)
      on conflict (tenant) do update
      set projection = $2, switches = p.switches + 1, changed_at = now(),
        revision = greatest(p.revision + 1, excluded.revision), served_before = $3,
        renewed = 0, people = 0, renewing_until = null, renewed_at = null""";

  private final Pool pool;
  private final Statements statements;

  @Inject
  ProjectionSwitch(Pool pool, Statements statements) {
    this.pool = pool;
    this.statements = statements;
  }

  /**
   * Moves the pointer; fails with {@link ProjectionSwitchException}, having changed nothing, when
   * the other version does not pass the one that serves within ten seconds, is dropped meanwhile,
   * or is a third one while views are still made anew after the switch before.
   */
  public Uni<Void> to(TenantId tenant, int version, int serving) {
    return pool.withTransaction(
            connection ->
                ProjectionPointer.of(connection, tenant)
                    .invoke(pointer -> pointer.requireSwitchable(version))
                    .chain(() -> run(connection, LOCK, tenant.value(), serving))
                    .map(ProjectionSwitch::positions)
                    .call(reached -> awaitPassed(tenant, version, reached))
                    .call(
                        reached ->
                            run(connection, LOCK, tenant.value(), version)
                                .invoke(rows -> requireThere(version, rows, reached)))
                    .call(
                        () ->
                            ProjectionPointer.locked(connection, tenant)
                                .invoke(pointer -> pointer.requireSwitchable(version)))
                    .call(() -> run(connection, HAND_OVER, tenant.value(), version, serving))
                    .call(() -> run(connection, FENCE, tenant.value(), version, serving))
                    .call(() -> run(connection, POINT, tenant.value(), version, serving)))
        .replaceWithVoid();
  }

  private Uni<Void> awaitPassed(TenantId tenant, int version, Map<Integer, LogPosition> reached) {
    var at = reached.values();
    return statements
        .run(
            BEHIND,
            tenant.value(),
            version,
            at.stream().map(LogPosition::partition).toArray(Integer[]::new),
            at.stream().map(LogPosition::ledgerId).toArray(Long[]::new),
            at.stream().map(LogPosition::entryId).toArray(Long[]::new),
            at.stream().map(LogPosition::batchIndex).toArray(Integer[]::new))
        .map(rows -> rows.iterator().next().getLong("behind"))
        .invoke(
            behind -> {
              if (behind > 0) {
                throw new ProjectionSwitchException(
                    "projection "
                        + version
                        + " is behind the one that serves in "
                        + behind
                        + " partitions of the log");
              }
            })
        .onFailure(ProjectionSwitchException.class)
        .retry()
        .withBackOff(POLL, POLL)
        .expireIn(LIMIT.toMillis())
        .onFailure(IllegalStateException.class)
        .transform(
            late -> late.getCause() instanceof ProjectionSwitchException behind ? behind : late)
        .replaceWithVoid();
  }

  private static void requireThere(
      int version, RowSet<Row> rows, Map<Integer, LogPosition> reached) {
    if (rows.size() == 0 && !reached.isEmpty()) {
      throw new ProjectionSwitchException("projection " + version + " is being dropped");
    }
  }

  private static Map<Integer, LogPosition> positions(RowSet<Row> rows) {
    Map<Integer, LogPosition> positions = new TreeMap<>();
    for (Row row : rows) {
      positions.put(
          row.getInteger("partition"),
          new LogPosition(
              row.getInteger("partition"),
              row.getLong("ledger_id"),
              row.getLong("entry_id"),
              row.getInteger("batch_index")));
    }
    return positions;
  }

  private static Uni<RowSet<Row>> run(SqlConnection connection, String sql, Object... parameters) {
    return connection.preparedQuery(sql).execute(Tuple.from(parameters));
  }
}
