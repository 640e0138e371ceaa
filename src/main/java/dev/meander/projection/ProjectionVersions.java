package dev.meander.projection;

import dev.meander.event.TenantId;
import dev.meander.platform.sql.Statements;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.sqlclient.Row;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The versions of the projection that there are, and what they hold. Any thread. */
@Singleton
public final class ProjectionVersions {

  private static final String LIST =
      """
      select k.projection, v.begun_at, v.told_at, coalesce(v.events, 0) as events,
        coalesce(v.per_second, 0) as per_second, v.lag_ms,
        coalesce(v.reached, 0) as reached, coalesce(v.caught_up, false) as caught_up
      from (select projection from log_position where tenant = $1
          union select projection from projection_version where tenant = $1
          union select projection from projection_pointer where tenant = $1) as k
      left join projection_version v on v.tenant = $1 and v.projection = k.projection
      order by k.projection""";

  /** A number that no tenant ever used; one that makes a version locks out the others. */
  private static final String CREATE =
      """
      with locked as (select pg_advisory_xact_lock(7308604897)),
        next as (select 1 + greatest($2, coalesce((select max(n) from (
            select max(projection) as n from log_position
            union all select max(projection) from projection_version
            union all select max(projection) from projection_pointer) as used), 0)) as n
          from locked)
      insert into projection_version (tenant, projection) select $1, n from next
      returning projection""";

  private static final String MAKE = "select make_projection($1)";

  private static final String TELL =
      """
      insert into projection_version as v
        (tenant, projection, events, per_second, lag_ms, reached, caught_up)
      values ($1, $2, $3, $4, nullif($5, -1::bigint), $6, $7)
      on conflict (tenant, projection) do update
      set told_at = now(), events = excluded.events, per_second = excluded.per_second,
        lag_ms = excluded.lag_ms, reached = excluded.reached, caught_up = excluded.caught_up""";

  private static final String DROP = "select drop_projection($1, $2)";

  /** In the order in which a switch locks. */
  private static final String LOCK =
      """
      select partition from log_position where tenant = $1 and projection = $2
      order by partition for update""";

  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);
  private static final int RETRIES = 4;

  private final Statements statements;
  private final Pool pool;
  private final ProjectionConfig config;

  @Inject
  ProjectionVersions(Statements statements, Pool pool, ProjectionConfig config) {
    this.statements = statements;
    this.pool = pool;
    this.config = config;
  }

  /**
   * How far a version is.
   *
   * @param events folded since it is filled
   * @param perSecond of late
   * @param lagMs age of the newest event when it was folded; null where none was
   * @param reached through the log, 0 to 1
   * @param caughtUp whether the log held no more
   */
  public record Progress(
      long events, long perSecond, @Nullable Long lagMs, double reached, boolean caughtUp) {}

  /**
   * A version.
   *
   * @param toldAt when the progress was told; empty where nobody ever filled it beside another
   */
  public record Version(int number, Optional<Instant> toldAt, Progress progress) {}

  /**
   * How far it is to make everybody's view anew after a switch.
   *
   * @param renewed people whose profile was published
   * @param people how many there are, about; 0 while they are counted
   * @param done whether everybody's was
   */
  public record Views(long renewed, long people, boolean done) {}

  /** Empty where there never was a switch. */
  public Uni<Optional<Views>> views(TenantId tenant) {
    return statements
        .run(RenewalSql.PROGRESS, tenant.value())
        .map(
            rows -> {
              Optional<Views> found = Optional.empty();
              for (Row row : rows) {
                found =
                    Optional.of(
                        new Views(
                            row.getLong("renewed"), row.getLong("people"), row.getBoolean("done")));
              }
              return found;
            });
  }

  /** Ascending. */
  public Uni<List<Version>> list(TenantId tenant) {
    return statements
        .run(LIST, tenant.value())
        .map(
            rows -> {
              List<Version> versions = new ArrayList<>();
              rows.forEach(row -> versions.add(version(row)));
              return versions;
            });
  }

  private static Version version(Row row) {
    return new Version(
        row.getInteger("projection"),
        Optional.ofNullable(row.getOffsetDateTime("told_at")).map(at -> at.toInstant()),
        new Progress(
            row.getLong("events"),
            row.getLong("per_second"),
            row.getLong("lag_ms"),
            row.getDouble("reached"),
            row.getBoolean("caught_up")));
  }

  /** Makes the tables of a version that never was; says its number. */
  public Uni<Integer> create(TenantId tenant) {
    return statements
        .run(CREATE, tenant.value(), config.version())
        .map(rows -> rows.iterator().next().getInteger("projection"))
        .call(number -> statements.runLong(MAKE, number));
  }

  /** Writes down how far a version is, for every process to tell. */
  public Uni<Void> tell(TenantId tenant, int number, Progress progress) {
    Long lag = progress.lagMs();
    return statements
        .run(
            TELL,
            tenant.value(),
            number,
            progress.events(),
            progress.perSecond(),
            lag == null ? -1L : lag,
            progress.reached(),
            progress.caughtUp())
        .replaceWithVoid();
  }

  /**
   * Fails with {@link ProjectionSwitchException} where a version may not be dropped: the one that
   * serves, and while views are made anew the one that served before.
   */
  public Uni<Void> requireDroppable(TenantId tenant, int number) {
    return untilConnected(
        pool.withConnection(connection -> ProjectionPointer.of(connection, tenant))
            .invoke(pointer -> pointer.requireDroppable(number)));
  }

  /**
   * Drops what a version holds, or fails as {@link #requireDroppable} does, whatever other
   * processes switch meanwhile.
   */
  public Uni<Void> drop(TenantId tenant, int number) {
    return untilConnected(
        pool.withTransaction(
            connection ->
                connection
                    .preparedQuery(LOCK)
                    .execute(Tuple.of(tenant.value(), number))
                    .chain(() -> ProjectionPointer.locked(connection, tenant))
                    .invoke(pointer -> pointer.requireDroppable(number))
                    .chain(
                        () ->
                            connection
                                .preparedQuery(DROP)
                                .execute(Tuple.of(tenant.value(), number)))));
  }

  /** A connection that the database has cut is found out by its next statement only. */
  private static Uni<Void> untilConnected(Uni<?> work) {
    return work.onFailure(failure -> !(failure instanceof ProjectionSwitchException))
        .retry()
        .withBackOff(PAUSE, LONGEST_PAUSE)
        .atMost(RETRIES)
        .replaceWithVoid();
  }
}
