package dev.meander.pipeline;

import dev.meander.event.TenantId;
import dev.meander.interest.ModelIdentity;
import dev.meander.scoring.ActiveScorer;
import dev.meander.scoring.shop.ShopScales;
import dev.meander.scoring.shop.ShopSnapshot;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Has the ranker judged by the shop's own last days, when the shop has gone on or another ranker
 * serves, and lets it be told by what was found. Where the days have few moments, as in an import,
 * it looks again soon.
 */
@ApplicationScoped
class OwnDaysWatch {

  private static final Logger LOG = Logger.getLogger(OwnDaysWatch.class);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration SOON = Duration.ofSeconds(10);

  /** How long judging rests, in parts of what it took: at most a twentieth of one core judges. */
  private static final int REST = 19;

  /**
   * @param shop null where judging failed
   * @param rests until then, by {@link System#nanoTime}
   */
  private record Judged(ModelIdentity ranker, ShopSnapshot.@Nullable Version shop, long rests) {}

  private final OwnDays days;
  private final LiveShop shop;
  private final ActiveScorer scorer;
  private final Vertx vertx;
  private final OwnDaysMeters meters;
  private final AtomicBoolean judging = new AtomicBoolean();
  private volatile @Nullable Judged last;
  private volatile boolean told;
  private long timer = -1;

  @Inject
  OwnDaysWatch(
      OwnDays days, LiveShop shop, ActiveScorer scorer, Vertx vertx, OwnDaysMeters meters) {
    this.days = days;
    this.shop = shop;
    this.scorer = scorer;
    this.vertx = vertx;
    this.meters = meters;
  }

  void start(
      @Observes StartupEvent event,
      OwnDaysConfig config,
      @ConfigProperty(name = "meander.tenant", defaultValue = "default") String tenant,
      @ConfigProperty(name = "meander.role.score", defaultValue = "true") boolean scores) {
    if (scores && config.moments() > 0) {
      TenantId whose = new TenantId(tenant);
      timer = vertx.setPeriodic(LOOK.toMillis(), _ -> look(whose, config));
    }
  }

  void stop(@Observes ShutdownEvent event) {
    if (timer >= 0) {
      boolean _ = vertx.cancelTimer(timer);
    }
  }

  private void look(TenantId tenant, OwnDaysConfig config) {
    ShopSnapshot counted = shop.of(tenant).orElse(null);
    ModelIdentity ranker = counted == null ? null : scorer.ranks(counted).orElse(null);
    if (counted == null || ranker == null || !isDue(ranker, counted)) {
      return;
    }
    if (judging.compareAndSet(false, true)) {
      long begun = System.nanoTime();
      judge(tenant, config.moments())
          .eventually(() -> judging.set(false))
          .subscribe()
          .with(
              found -> {
                Duration took = Duration.ofNanos(System.nanoTime() - begun);
                boolean enough = found.filter(of -> of.moments() >= config.moments()).isPresent();
                rest(ranker, counted.version(), took, enough ? config.refresh() : SOON);
              },
              failure -> {
                LOG.warn("the ranker was not judged by the shop's own days", failure);
                shop.judged(tenant);
                rest(ranker, null, Duration.ZERO, SOON);
              });
    }
  }

  private boolean isDue(ModelIdentity ranker, ShopSnapshot counted) {
    Judged before = last;
    return before == null
        || !before.ranker.equals(ranker)
        || ((before.shop == null || !before.shop.sameAs(counted.version()))
            && System.nanoTime() - before.rests > 0);
  }

  private void rest(
      ModelIdentity ranker, ShopSnapshot.@Nullable Version judged, Duration took, Duration least) {
    Duration rest = took.multipliedBy(REST);
    Duration pause = rest.compareTo(least) > 0 ? rest : least;
    last = new Judged(ranker, judged, System.nanoTime() + pause.toNanos());
  }

  private Uni<Optional<ShopScales>> judge(TenantId tenant, int moments) {
    return Uni.createFrom()
        .deferred(
            () -> {
              long begun = System.nanoTime();
              return days.judge(tenant, moments)
                  .invoke(
                      found -> {
                        shop.tell(tenant, found);
                        shop.judged(tenant);
                        meters.judged(found, Duration.ofNanos(System.nanoTime() - begun));
                        log(found);
                      });
            });
  }

  private void log(Optional<ShopScales> found) {
    if (told != found.isPresent()) {
      told = found.isPresent();
      found.ifPresentOrElse(
          by ->
              LOG.infof(
                  "%s %s is told by %d moments of the shop's own days, %s to %s: %s",
                  by.ranker().name(),
                  by.ranker().version(),
                  by.moments(),
                  by.from(),
                  by.until(),
                  by.heads()),
          () -> LOG.info("the shop's own days have too few moments: as its manifest says"));
    }
  }
}
