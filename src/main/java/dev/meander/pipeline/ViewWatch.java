package dev.meander.pipeline;

import dev.meander.event.TenantId;
import dev.meander.serving.ViewStoreUnavailable;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Looks now and then whether the cache still holds its views; one look at a time. */
@ApplicationScoped
class ViewWatch {

  private static final Logger LOG = Logger.getLogger(ViewWatch.class);

  private final Vertx vertx;
  private final ViewRefill refill;
  private final ScoringPipelineConfig config;
  private final AtomicBoolean looking = new AtomicBoolean();
  private long timer = -1;

  @Inject
  ViewWatch(Vertx vertx, ViewRefill refill, ScoringPipelineConfig config) {
    this.vertx = vertx;
    this.refill = refill;
    this.config = config;
  }

  void start(
      @Observes StartupEvent event,
      @ConfigProperty(name = "meander.tenant", defaultValue = "default") String tenant,
      @ConfigProperty(name = "meander.role.score", defaultValue = "true") boolean scores) {
    if (scores) {
      TenantId whose = new TenantId(tenant);
      timer = vertx.setPeriodic(config.refillCheck().toMillis(), _ -> look(whose));
    }
  }

  private void look(TenantId tenant) {
    if (looking.compareAndSet(false, true)) {
      refill
          .whereNeeded(tenant)
          .eventually(() -> looking.set(false))
          .subscribe()
          .with(done -> {}, failure -> failed(failure));
    }
  }

  private static void failed(Throwable failure) {
    if (failure instanceof ViewStoreUnavailable) {
      LOG.debugf("the cache cannot be looked at: %s", failure.getMessage());
    } else {
      LOG.warn("the cache of views could not be refilled; the next look tries again", failure);
    }
  }

  void stop(@Observes ShutdownEvent event) {
    if (timer >= 0) {
      vertx.cancelTimer(timer);
    }
  }
}
