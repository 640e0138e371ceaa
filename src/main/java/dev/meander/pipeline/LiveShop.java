package dev.meander.pipeline;

import dev.meander.event.TenantId;
import dev.meander.scoring.shop.ShopScales;
import dev.meander.scoring.shop.ShopSnapshot;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The newest statistics of the shop: counted anew when the read model has gone on, and swapped in
 * whole, so that no reader waits. Any thread.
 */
@ApplicationScoped
class LiveShop {

  private static final Logger LOG = Logger.getLogger(LiveShop.class);

  /** How long counting rests, in parts of what it took: at most a tenth of the time is counting. */
  private static final int REST = 9;

  private final Map<TenantId, ShopSnapshot> newest = new ConcurrentHashMap<>();
  private final Map<TenantId, ShopScales> scales = new ConcurrentHashMap<>();
  private final Set<TenantId> judged = ConcurrentHashMap.newKeySet();
  private final ShopCount shop;
  private final Vertx vertx;
  private final Duration refresh;
  private final boolean judges;
  private final Timer counting;
  private volatile boolean stopped;

  @Inject
  LiveShop(
      ShopCount shop,
      Vertx vertx,
      ShopStatisticsConfig config,
      OwnDaysConfig ownDays,
      MeterRegistry registry) {
    this.shop = shop;
    this.vertx = vertx;
    this.refresh = config.refresh();
    this.judges = ownDays.moments() > 0;
    this.counting =
        Timer.builder("meander.statistics.count")
            .description("counting a shop's statistics once")
            .register(registry);
    Gauge.builder("meander.statistics.tables", this, LiveShop::tableBytes)
        .baseUnit("bytes")
        .description("tables of the statistics that serve")
        .register(registry);
    Gauge.builder("meander.statistics.kept", this, LiveShop::keptShare)
        .description(
            "share of the contexts that is counted: 1 unless a table has reached its bound")
        .register(registry);
  }

  void start(
      @Observes StartupEvent event,
      @ConfigProperty(name = "meander.tenant", defaultValue = "default") String tenant,
      @ConfigProperty(name = "meander.role.score", defaultValue = "true") boolean scores,
      @ConfigProperty(name = "meander.role.serve", defaultValue = "true") boolean serves) {
    if (scores || serves) {
      again(new TenantId(tenant), Duration.ofMillis(1));
    }
  }

  void stop(@Observes ShutdownEvent event) {
    stopped = true;
  }

  private void again(TenantId tenant, Duration pause) {
    if (!stopped) {
      long _ = vertx.setTimer(Math.max(1, pause.toMillis()), _ -> look(tenant));
    }
  }

  private void look(TenantId tenant) {
    long begun = System.nanoTime();
    whereMoved(tenant)
        .subscribe()
        .with(
            counted -> {
              Duration took = Duration.ofNanos(counted ? System.nanoTime() - begun : 0);
              Duration rest = took.multipliedBy(REST);
              again(tenant, rest.compareTo(refresh) > 0 ? rest : refresh);
            },
            failure -> {
              if (!stopped) {
                LOG.warn("the shop's statistics are older than wanted", failure);
              }
              again(tenant, refresh);
            });
  }

  private Uni<Boolean> whereMoved(TenantId tenant) {
    ShopSnapshot held = newest.get(tenant);
    if (held == null) {
      return count(tenant).replaceWith(true);
    }
    return shop.present(tenant)
        .chain(
            present ->
                held.version().sameAs(present) && shop.suffices(held)
                    ? Uni.createFrom().item(false)
                    : count(tenant).replaceWith(true));
  }

  /** Counts now, and lets that serve. */
  Uni<ShopSnapshot> count(TenantId tenant) {
    long begun = System.nanoTime();
    return shop.count(tenant)
        .invoke(
            counted -> {
              newest.compute(tenant, (_, _) -> counted.told(scales.get(tenant)));
              counting.record(Duration.ofNanos(System.nanoTime() - begun));
            });
  }

  /** Lets what rankers say be told by these scales from now on; by their manifests' where empty. */
  void tell(TenantId tenant, Optional<ShopScales> found) {
    ShopSnapshot _ =
        newest.computeIfPresent(
            tenant,
            (_, counted) -> {
              found.ifPresentOrElse(some -> scales.put(tenant, some), () -> scales.remove(tenant));
              return counted.told(found.orElse(null));
            });
  }

  /** The ranker was judged by the shop's own days, or could not be. */
  void judged(TenantId tenant) {
    boolean _ = judged.add(tenant);
  }

  /** Whether that was tried once, or need not be. */
  boolean isJudged(TenantId tenant) {
    return !judges || judged.contains(tenant);
  }

  /** Empty until it was counted once. */
  Optional<ShopSnapshot> of(TenantId tenant) {
    return Optional.ofNullable(newest.get(tenant));
  }

  private double tableBytes() {
    return newest.values().stream()
        .map(ShopSnapshot::statistics)
        .mapToLong(statistics -> statistics == null ? 0 : statistics.tableBytes())
        .sum();
  }

  private double keptShare() {
    return newest.values().stream()
        .map(ShopSnapshot::statistics)
        .mapToDouble(statistics -> statistics == null ? 1 : statistics.keptShare())
        .min()
        .orElse(1);
  }
}
