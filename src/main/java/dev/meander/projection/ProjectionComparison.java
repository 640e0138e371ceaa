package dev.meander.projection;

import dev.meander.event.CategoryPath;
import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.interest.CategoryInterest;
import dev.meander.interest.InterestProfile;
import dev.meander.interest.ProfileAt;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares two versions of the read model, person by person, up to where both have read. Must be
 * subscribed to on a Vert.x context.
 */
@Singleton
public final class ProjectionComparison {

  private static final String SNAPSHOT =
      "set transaction isolation level repeatable read read only";

  private static final String BOUNDS =
      """
      select partition, ledger_id, entry_id, batch_index from log_position
      where tenant = $1 and projection in ($2, $3) order by partition""";

  /** Days that are not the same in both, of those whose newest event both have read. */
  private static final String DIFFERENT =
      """
      with bound as (
          select * from unnest($4::int[], $5::bigint[], $6::bigint[], $7::int[])
            as b(partition, ledger_id, entry_id, batch_index)),
        one as (select person_id, day, body from day_cell where projection = $2 and tenant = $1),
        two as (select person_id, day, body from day_cell where projection = $3 and tenant = $1),
        differ as (
          select person_id, count(*) as days from one full join two using (person_id, day)
          where one.body is distinct from two.body group by person_id),
        ahead as (
          select distinct c.person_id from day_cell c join bound b on b.partition = c.partition
          where c.tenant = $1 and c.projection in ($2, $3)
            and (c.ledger_id, c.entry_id, c.batch_index)
              > (b.ledger_id, b.entry_id, b.batch_index))
      select d.person_id, d.days, count(*) over () as people
      from differ d where not exists (select 1 from ahead a where a.person_id = d.person_id)
      order by d.days desc, d.person_id limit $8""";

  private static final String PEOPLE =
      "select count(*) as people from interest_profile where tenant = $1 and projection = $2";

  private final Pool pool;
  private final ProjectionStores stores;

  @Inject
  ProjectionComparison(Pool pool, ProjectionStores stores) {
    this.pool = pool;
    this.stores = stores;
  }

  /**
   * Somebody who is not the same in both.
   *
   * @param days that differ
   * @param eventsInOne that counted
   * @param eventsInTwo that counted
   * @param distance half the sum of the differences of their shares: 0 for the same interests, 1
   *     for entirely different ones
   */
  public record Difference(
      PersonId person, long days, long eventsInOne, long eventsInTwo, double distance) {}

  /**
   * @param peopleInOne all of them
   * @param peopleInTwo all of them
   * @param different how many people differ
   * @param most those with the most days that differ
   */
  public record Report(long peopleInOne, long peopleInTwo, long different, List<Difference> most) {
    public Report {
      most = List.copyOf(most);
    }
  }

  private record Found(long one, long two, long different, Map<PersonId, Long> days) {}

  /**
   * @param most people to tell of
   */
  public Uni<Report> compare(TenantId tenant, int one, int two, int most) {
    return pool.withTransaction(
            connection ->
                connection
                    .query(SNAPSHOT)
                    .execute()
                    .chain(() -> run(connection, BOUNDS, tenant.value(), one, two))
                    .map(ProjectionComparison::bounds)
                    .chain(bounds -> find(connection, tenant, one, two, most, bounds)))
        .chain(found -> report(tenant, one, two, found));
  }

  private static Uni<Found> find(
      SqlConnection connection,
      TenantId tenant,
      int one,
      int two,
      int most,
      List<LogPosition> bounds) {
    return run(
            connection,
            DIFFERENT,
            tenant.value(),
            one,
            two,
            bounds.stream().map(LogPosition::partition).toArray(Integer[]::new),
            bounds.stream().map(LogPosition::ledgerId).toArray(Long[]::new),
            bounds.stream().map(LogPosition::entryId).toArray(Long[]::new),
            bounds.stream().map(LogPosition::batchIndex).toArray(Integer[]::new),
            most)
        .chain(
            rows ->
                people(connection, tenant, one)
                    .chain(
                        inOne ->
                            people(connection, tenant, two)
                                .map(inTwo -> found(inOne, inTwo, rows))));
  }

  private static Found found(long one, long two, RowSet<Row> rows) {
    Map<PersonId, Long> days = new java.util.LinkedHashMap<>();
    long different = 0;
    for (Row row : rows) {
      different = row.getLong("people");
      days.put(new PersonId(row.getString("person_id")), row.getLong("days"));
    }
    return new Found(one, two, different, days);
  }

  private static Uni<Long> people(SqlConnection connection, TenantId tenant, int version) {
    return run(connection, PEOPLE, tenant.value(), version)
        .map(rows -> rows.iterator().next().getLong("people"));
  }

  /** Of each partition the place that both have passed. */
  private static List<LogPosition> bounds(RowSet<Row> rows) {
    Map<Integer, LogPosition> bounds = new HashMap<>();
    for (Row row : rows) {
      LogPosition position =
          new LogPosition(
              row.getInteger("partition"),
              row.getLong("ledger_id"),
              row.getLong("entry_id"),
              row.getInteger("batch_index"));
      bounds.merge(position.partition(), position, (a, b) -> a.compareTo(b) <= 0 ? a : b);
    }
    return new ArrayList<>(bounds.values());
  }

  private Uni<Report> report(TenantId tenant, int one, int two, Found found) {
    return Multi.createFrom()
        .iterable(found.days().entrySet())
        .onItem()
        .transformToUniAndConcatenate(
            entry -> difference(tenant, one, two, entry.getKey(), entry.getValue()))
        .collect()
        .asList()
        .map(most -> new Report(found.one(), found.two(), found.different(), most));
  }

  private Uni<Difference> difference(
      TenantId tenant, int one, int two, PersonId person, long days) {
    return current(tenant, one, person)
        .chain(
            first ->
                current(tenant, two, person)
                    .map(
                        second ->
                            new Difference(
                                person,
                                days,
                                events(first),
                                events(second),
                                distance(shares(first), shares(second)))));
  }

  /** Empty where nothing may be known of the person as well. */
  private Uni<Optional<ProfileAt>> current(TenantId tenant, int version, PersonId person) {
    return stores
        .of(version)
        .current(tenant, person)
        .onFailure(ConsentWithdrawnException.class)
        .recoverWithItem(Optional.empty());
  }

  private static long events(Optional<ProfileAt> profile) {
    return profile.map(found -> found.profile().eventCount()).orElse(0L);
  }

  private static Map<CategoryPath, Double> shares(Optional<ProfileAt> found) {
    Map<CategoryPath, Double> shares = new HashMap<>();
    if (found.isPresent()) {
      InterestProfile profile = found.get().profile();
      double all = Math.max(0, profile.otherWeekly());
      for (CategoryInterest category : profile.categories()) {
        all += Math.max(0, category.weekly());
      }
      for (CategoryInterest category : profile.categories()) {
        if (category.weekly() > 0) {
          shares.put(category.category(), category.weekly() / all);
        }
      }
    }
    return shares;
  }

  static double distance(Map<CategoryPath, Double> one, Map<CategoryPath, Double> two) {
    Set<CategoryPath> all = new HashSet<>(one.keySet());
    all.addAll(two.keySet());
    double sum = 0;
    for (CategoryPath category : all) {
      sum += Math.abs(one.getOrDefault(category, 0.0) - two.getOrDefault(category, 0.0));
    }
    double others = rest(one) - rest(two);
    return (sum + Math.abs(others)) / 2;
  }

  /** The share of what has no name of its own. */
  private static double rest(Map<CategoryPath, Double> shares) {
    return 1 - shares.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  private static Uni<RowSet<Row>> run(SqlConnection connection, String sql, Object... parameters) {
    return connection.preparedQuery(sql).execute(Tuple.from(parameters));
  }
}
