package dev.meander.pipeline;

import dev.meander.event.TenantId;
import dev.meander.projection.ParkedEntries;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Looks at what is put aside, since batches are not all that changes it: the last step of an
 * erasure deletes beside them, in whichever process it runs.
 */
@ApplicationScoped
class ParkedWatch {

  private static final Logger LOG = Logger.getLogger(ParkedWatch.class);
  private static final Duration LOOK = Duration.ofSeconds(5);

  private final ParkedEntries entries;
  private final ParkedMeters meters;
  private final Vertx vertx;
  private final TenantId tenant;
  private long timer = -1;

  @Inject
  ParkedWatch(
      ParkedEntries entries,
      ParkedMeters meters,
      Vertx vertx,
      @ConfigProperty(name = "meander.tenant", defaultValue = "default") String tenant) {
    this.entries = entries;
    this.meters = meters;
    this.vertx = vertx;
    this.tenant = new TenantId(tenant);
  }

  void start(@Observes StartupEvent event) {
    timer = vertx.setPeriodic(LOOK.toMillis(), _ -> look());
  }

  /** A batch that is stored meanwhile may be newer than what is seen here; the next look is not. */
  private void look() {
    if (meters.anyOwned()) {
      entries
          .byPartition(tenant)
          .subscribe()
          .with(
              meters::looked, failure -> LOG.debug("how much is put aside is not known", failure));
    }
  }

  void stop(@Observes ShutdownEvent event) {
    boolean _ = vertx.cancelTimer(timer);
  }
}
