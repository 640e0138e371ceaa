package dev.meander.pipeline;

import dev.meander.event.TenantId;
import dev.meander.log.privacy.Erasure;
import dev.meander.log.privacy.Erasures;
import dev.meander.log.privacy.PrivacyConfig;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Looks now and then for erasures under way and carries each on; one look at a time. */
@ApplicationScoped
class ErasureWorker {

  private static final Logger LOG = Logger.getLogger(ErasureWorker.class);

  /** Compaction may take a tombstone before scoring sees it: then it is sent again. */
  private static final Duration TOMBSTONE_AGAIN = Duration.ofSeconds(30);

  private final Erasures erasures;
  private final ErasureMarking marking;
  private final ErasureSteps steps;
  private final ProfilePublisher publisher;
  private final PrivacyConfig config;
  private final AtomicBoolean looking = new AtomicBoolean();
  private long timer = -1;

  @Inject
  ErasureWorker(
      Erasures erasures,
      ErasureMarking marking,
      ErasureSteps steps,
      ProfilePublisher publisher,
      PrivacyConfig config) {
    this.erasures = erasures;
    this.marking = marking;
    this.steps = steps;
    this.publisher = publisher;
    this.config = config;
  }

  void start(
      @Observes StartupEvent event,
      Vertx vertx,
      @ConfigProperty(name = "meander.tenant", defaultValue = "default") String tenant,
      @ConfigProperty(name = "meander.role.project", defaultValue = "true") boolean projects) {
    if (projects && config.encryption()) {
      TenantId whose = new TenantId(tenant);
      timer = vertx.setPeriodic(config.erasureCheck().toMillis(), _ -> look(whose));
    }
  }

  private void look(TenantId tenant) {
    if (looking.compareAndSet(false, true)) {
      erasures
          .open(tenant)
          .chain(this::carryOn)
          .eventually(() -> looking.set(false))
          .subscribe()
          .with(done -> {}, failure -> LOG.warn("erasures cannot be looked at", failure));
    }
  }

  private Uni<Void> carryOn(List<Erasure> open) {
    return Multi.createFrom()
        .iterable(open)
        .onItem()
        .transformToUniAndConcatenate(
            erasure ->
                next(erasure)
                    .onFailure()
                    .invoke(
                        failure ->
                            LOG.warnf(
                                failure,
                                "erasure %s stays %s until the next look",
                                erasure.id(),
                                erasure.step()))
                    .onFailure()
                    .recoverWithNull())
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Uni<Void> next(Erasure erasure) {
    return switch (erasure.step()) {
      case REQUESTED ->
          erasure.age().compareTo(config.settle()) < 0
              ? Uni.createFrom().voidItem()
              : marking
                  .mark(
                      erasure,
                      Objects.requireNonNull(erasure.person()),
                      Objects.requireNonNull(erasure.pseudonym()))
                  .chain(
                      marked ->
                          erasures.marked(
                              erasure,
                              marked.position(),
                              marked.events(),
                              marked.plain(),
                              marked.reach()));
      case MARKED -> steps.passed(erasure).chain(passed -> destroyOrWait(erasure, passed));
      case DESTROYED ->
          ErasureSteps.forgottenEverywhere(erasure, config)
              ? steps.complete(erasure)
              : Uni.createFrom().voidItem();
      case COMPLETED -> Uni.createFrom().voidItem();
    };
  }

  private Uni<Void> destroyOrWait(Erasure erasure, boolean passed) {
    if (passed) {
      return steps.destroyKey(erasure);
    }
    long sinceLook = erasure.age().toMillis() % TOMBSTONE_AGAIN.toMillis();
    boolean late = erasure.age().compareTo(TOMBSTONE_AGAIN.plus(config.settle())) > 0;
    return late && !erasure.viewsGone() && sinceLook < config.erasureCheck().toMillis()
        ? publisher.forget(List.of(Objects.requireNonNull(erasure.pseudonym())))
        : Uni.createFrom().voidItem();
  }

  void stop(@Observes ShutdownEvent event, Vertx vertx) {
    if (timer >= 0) {
      vertx.cancelTimer(timer);
    }
  }
}
