package dev.meander.projection;

import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.platform.sql.Statements;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.mutiny.impl.MutinyStatelessSessionImpl;
import org.jspecify.annotations.Nullable;

/**
 * What a version that has just been switched to says of everybody, page by page, to be published
 * anew. One process at a time is at it; how far it is stands in the table of the pointer, whom it
 * has come to does not, so that nobody is named there: who takes it over begins again.
 */
@Singleton
public final class ViewRenewals {

  private final Statements statements;
  private final Mutiny.SessionFactory sessions;
  private final LiveProjection live;
  private final Duration ownerSilence;

  @Inject
  ViewRenewals(
      Statements statements,
      Mutiny.SessionFactory sessions,
      LiveProjection live,
      ProjectionConfig config) {
    this.statements = statements;
    this.sessions = sessions;
    this.live = live;
    this.ownerSilence = config.ownerSilence();
  }

  /**
   * One that is to be done.
   *
   * @param revision of the switch
   * @param before the version that served before; 0 for none
   */
  public record Renewal(TenantId tenant, int projection, long revision, int before) {}

  /**
   * People who were published.
   *
   * @param last of them by id; null where there were none any more
   */
  public record Page(int people, @Nullable PersonId last) {}

  /** Whether there is one to be done, as far as this process knows. */
  public boolean isDue() {
    return !live.serving().renewed();
  }

  /**
   * Takes a renewal on, for some seconds; empty where there is none, or another process is at it.
   */
  public Uni<Optional<Renewal>> begin(TenantId tenant) {
    return statements
        .run(RenewalSql.BEGIN, tenant.value())
        .map(
            rows -> {
              Optional<Renewal> found = Optional.empty();
              for (Row row : rows) {
                found =
                    Optional.of(
                        new Renewal(
                            tenant,
                            row.getInteger("projection"),
                            row.getLong("revision"),
                            row.getInteger("served_before")));
              }
              return found;
            });
  }

  /** Counts who is there, which may take long. */
  public Uni<Void> count(Renewal renewal) {
    return statements
        .runLong(
            RenewalSql.COUNT, renewal.tenant().value(), renewal.revision(), renewal.projection())
        .replaceWithVoid();
  }

  /** Says how far it is, and that this process goes on. */
  public Uni<Void> tell(Renewal renewal, long people) {
    return statements
        .run(RenewalSql.TELL, renewal.tenant().value(), renewal.revision(), people)
        .replaceWithVoid();
  }

  /** Says that everybody was published. */
  public Uni<Void> end(Renewal renewal, long people) {
    return statements
        .run(RenewalSql.END, renewal.tenant().value(), renewal.revision(), people)
        .replaceWithVoid();
  }

  /**
   * Publishes the next people. Owners of the log's partitions wait meanwhile, so that in the topic
   * too the newest of a person comes last. Somebody whom only the version before knows is published
   * as nobody. Must be subscribed to on a Vert.x context. Fails with {@link FencedException} where
   * there was another switch.
   *
   * @param after null for the first
   */
  public Uni<Page> next(
      Renewal renewal,
      @Nullable PersonId after,
      int most,
      Function<List<PublishedProfile>, Uni<Void>> publish) {
    Context context = Vertx.currentContext();
    return sessions.withStatelessTransaction(
        session -> {
          ReadModelConnection connection =
              new ReadModelConnection(
                  ((MutinyStatelessSessionImpl) session).getReactiveConnection(),
                  renewal.projection(),
                  ownerSilence);
          return locked(connection, renewal)
              .chain(() -> RenewedPeople.next(connection, renewal, after, most))
              .chain(
                  people ->
                      people
                          .profiles(connection, renewal)
                          .chain(publish::apply)
                          .emitOn(next -> context.runOnContext(_ -> next.run()))
                          .replaceWith(people::page));
        });
  }

  /** A switch waits for these locks, so what holds behind them holds until the end. */
  private Uni<Void> locked(ReadModelConnection connection, Renewal renewal) {
    String tenant = renewal.tenant().value();
    return connection
        .rows(RenewalSql.LOCK, renewal.projection(), tenant, ownerSilence.toMillis() + "ms")
        .chain(() -> connection.rows(RenewalSql.SERVES, tenant, renewal.revision()))
        .invoke(
            serves -> {
              if (!serves.hasNext()) {
                throw new FencedException(Set.of());
              }
            })
        .replaceWithVoid();
  }
}
