package dev.meander.pipeline;

import dev.meander.event.TenantId;
import dev.meander.interest.ShopPopularity;
import dev.meander.projection.ProfileStore;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * The shop's popular categories as scoring sees them: a snapshot, some seconds old. While the
 * database does not answer, the one before serves on.
 */
@ApplicationScoped
class ScoringPopularity {

  private static final Logger LOG = Logger.getLogger(ScoringPopularity.class);

  private record Snapshot(ShopPopularity categories, Instant until) {}

  private final ProfileStore profiles;
  private final ScoringPipelineConfig config;
  private final Clock clock;
  private final Map<TenantId, Snapshot> snapshots = new ConcurrentHashMap<>();

  @Inject
  ScoringPopularity(ProfileStore profiles, ScoringPipelineConfig config, Clock clock) {
    this.profiles = profiles;
    this.config = config;
    this.clock = clock;
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
