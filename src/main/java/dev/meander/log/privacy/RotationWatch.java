package dev.meander.log.privacy;

import dev.meander.event.TenantId;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Looks now and then for other master keys, and wraps anew what needs it; one look at a time. */
@ApplicationScoped
class RotationWatch {

  private static final Logger LOG = Logger.getLogger(RotationWatch.class);

  private final KeyRing ring;
  private final KeyRotation rotation;
  private final PrivacyConfig config;
  private final Vertx vertx;
  private final AtomicBoolean looking = new AtomicBoolean();

  /** Unknown until the first look under the current master key. */
  private volatile long pending = -1;

  private long timer = -1;

  @Inject
  RotationWatch(
      KeyRing ring,
      KeyRotation rotation,
      PrivacyConfig config,
      Vertx vertx,
      MeterRegistry registry) {
    this.ring = ring;
    this.rotation = rotation;
    this.config = config;
    this.vertx = vertx;
    Gauge.builder("meander.privacy.keys.pending", () -> pending)
        .description("keys that another master key than the current one wraps; -1: not known yet")
        .register(registry);
  }

  void start(
      @Observes StartupEvent event,
      @ConfigProperty(name = "meander.tenant", defaultValue = "default") String tenant) {
    TenantId whose = new TenantId(tenant);
    timer = vertx.setPeriodic(config.rotationCheck().toMillis(), _ -> look(whose));
  }

  /** Keys that another master key than the current one wraps; -1 until that is known. */
  long pending() {
    return pending;
  }

  private void look(TenantId tenant) {
    if (looking.compareAndSet(false, true)) {
      Uni.createFrom()
          .item(ring::load)
          .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
          .chain(
              changed -> ring.isEmpty() ? Uni.createFrom().voidItem() : wrapAnew(tenant, changed))
          .eventually(() -> looking.set(false))
          .subscribe()
          .with(done -> {}, failure -> LOG.warn("master keys are not rotated", failure));
    }
  }

  private Uni<Void> wrapAnew(TenantId tenant, boolean changed) {
    if (changed) {
      pending = -1;
      LOG.infof("master key %s wraps from now on", ring.masters().current());
    }
    return rotation
        .run(tenant)
        .invoke(
            moved -> {
              if (moved > 0) {
                LOG.infof("%d keys are wrapped by %s now", moved, ring.masters().current());
              }
            })
        .chain(() -> rotation.pending(tenant))
        .invoke(left -> pending = left)
        .replaceWithVoid();
  }

  void stop(@Observes ShutdownEvent event) {
    if (timer >= 0) {
      vertx.cancelTimer(timer);
    }
  }
}
