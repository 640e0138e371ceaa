package dev.meander.projection;

import dev.meander.event.TenantId;
import dev.meander.platform.sql.Statements;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Which version of the projection serves. The database says so, and every process looks once a
 * second: for that long one may still read the version before, which is there as well. Any thread.
 */
@ApplicationScoped
public class LiveProjection {

  /** Before anything is read or written. */
  private static final int FIRST = 450;

  private static final long SECONDS = 30;
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Logger LOG = Logger.getLogger(LiveProjection.class);
  private static final String POINTER =
      """
      select projection, revision, renewed_at is not null as renewed
      from projection_pointer where tenant = $1""";

  /** Tenants share tables: those of this one's version may have been dropped with the last rows. */
  private static final String MAKE =
      """
      with locked as (select pg_advisory_xact_lock(7308604898))
      select make_projection($1) from locked""";

  /** Another version serves from now on. */
  public record Switched(int version) {}

  /**
   * What the pointer says.
   *
   * @param revision least one of what is published of the version, and read of it: above all that
   *     was published before the switch to it; 0 where there never was one
   * @param renewed whether everybody's view was made anew since
   */
  public record Serving(int version, long revision, boolean renewed) {}

  private final Statements statements;
  private final Vertx vertx;
  private final Event<Switched> switched;
  private final TenantId tenant;
  private volatile Serving serving;
  private long timer = -1;

  @Inject
  LiveProjection(
      Statements statements,
      Vertx vertx,
      Event<Switched> switched,
      ProjectionConfig config,
      @ConfigProperty(name = "meander.tenant", defaultValue = "default") String tenant) {
    this.statements = statements;
    this.vertx = vertx;
    this.switched = switched;
    this.serving = new Serving(config.version(), 0, true);
    this.tenant = new TenantId(tenant);
  }

  void start(@Observes @Priority(FIRST) StartupEvent event) {
    var _ =
        look()
            .call(found -> statements.runLong(MAKE, found))
            .subscribeAsCompletionStage()
            .orTimeout(SECONDS, TimeUnit.SECONDS)
            .join();
    timer = vertx.setPeriodic(LOOK.toMillis(), _ -> lookAgain());
  }

  void stop(@Observes ShutdownEvent event) {
    vertx.cancelTimer(timer);
  }

  /** The version that serves. */
  public int version() {
    return serving.version();
  }

  /** All that is known of it, as of one moment. */
  public Serving serving() {
    return serving;
  }

  /** Asks the database; tells everybody where it is another version than before. */
  public Uni<Integer> look() {
    return statements
        .run(POINTER, tenant.value())
        .map(
            rows -> {
              for (var row : rows) {
                take(
                    new Serving(
                        row.getInteger("projection"),
                        row.getLong("revision"),
                        row.getBoolean("renewed")));
              }
              return version();
            });
  }

  /** There and back again between two looks is a switch as well: the claims of before are gone. */
  private synchronized void take(Serving found) {
    Serving before = serving;
    serving = found;
    if (found.version() != before.version() || found.revision() != before.revision()) {
      LOG.infof("projection %d serves; before it %d did", found.version(), before.version());
      switched.fire(new Switched(found.version()));
    }
  }

  private void lookAgain() {
    look()
        .subscribe()
        .with(done -> {}, failure -> LOG.debug("which projection serves is not known", failure));
  }
}
