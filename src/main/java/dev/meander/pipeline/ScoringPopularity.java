package dev.meander.pipeline;

import dev.meander.event.TenantId;
import dev.meander.interest.ShopPopularity;
import dev.meander.projection.ProfileStore;
import dev.meander.scoring.shop.ShopSnapshot;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The shop as scoring sees it: its popular categories, some seconds old, and its statistics as they
 * were counted last. While the database does not answer, those before serve on.
 */
@ApplicationScoped
class ScoringPopularity {

  private static final Logger LOG = Logger.getLogger(ScoringPopularity.class);

  private record Snapshot(ShopPopularity categories, Instant until) {}

  private final ProfileStore profiles;
  private final ScoringPipelineConfig config;
  private final Clock clock;
  private final LiveShop shop;
  private final Map<TenantId, Snapshot> snapshots = new ConcurrentHashMap<>();

  @Inject
  ScoringPopularity(
      ProfileStore profiles, ScoringPipelineConfig config, Clock clock, LiveShop shop) {
    this.shop = shop;
    this.profiles = profiles;
    this.config = config;
    this.clock = clock;
  }

  /** Null until it was counted once. */
  @Nullable ShopSnapshot counted(TenantId tenant) {
    return shop.of(tenant).orElse(null);
  }

  /** Whether its own days have said how a ranker is told, as far as they can. */
  boolean judged(TenantId tenant) {
    return shop.isJudged(tenant);
  }

  /** Fails only where no snapshot was ever had. */
  Uni<ShopPopularity> of(TenantId tenant) {
    return Uni.createFrom().deferred(() -> current(tenant));
  }

  private Uni<ShopPopularity> current(TenantId tenant) {
    Snapshot held = snapshots.get(tenant);
    if (held != null && held.until.isAfter(clock.instant())) {
      return Uni.createFrom().item(held.categories);
    }
    Uni<ShopPopularity> read = profiles.popularity(tenant).invoke(fresh -> keep(tenant, fresh));
    if (held == null) {
      return read;
    }
    return read.onFailure()
        .invoke(failure -> LOG.warnf("the shop's popularity is older than wanted: %s", failure))
        .onFailure()
        .recoverWithItem(
            () -> {
              keep(tenant, held.categories);
              return held.categories;
            });
  }

  private void keep(TenantId tenant, ShopPopularity categories) {
    snapshots.put(
        tenant, new Snapshot(categories, clock.instant().plus(config.popularityRefresh())));
  }
}
