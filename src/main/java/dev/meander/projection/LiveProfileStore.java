package dev.meander.projection;

import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.interest.ProfileAt;
import dev.meander.interest.ShopPopularity;
import dev.meander.interest.Trajectory;
import dev.meander.projection.LiveProjection.Serving;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The read model in the version that serves. A claim belongs to the version in which it was taken:
 * after a switch its batches are fenced, and its partition is taken anew. What comes of a version
 * has the revision of the switch to it.
 */
@ApplicationScoped
class LiveProfileStore implements ProfileStore {

  private final ProjectionStores stores;
  private final LiveProjection live;

  @Inject
  LiveProfileStore(ProjectionStores stores, LiveProjection live) {
    this.stores = stores;
    this.live = live;
  }

  private ProfileStore live() {
    return stores.of(live.version());
  }

  @Override
  public Uni<Claim> take(LogPartition partition) {
    return live().take(partition);
  }

  @Override
  public Uni<Set<LogPartition>> lost(Map<LogPartition, Claim> claims) {
    return live().lost(claims);
  }

  @Override
  public Uni<BatchResult> apply(EventBatch batch, Map<LogPartition, Claim> claims) {
    Serving serving = live.serving();
    return stores
        .of(serving.version())
        .apply(batch, claims)
        .map(result -> result.since(serving.revision()));
  }

  @Override
  public Uni<Optional<ProfileAt>> current(TenantId tenant, PersonId personId) {
    Serving serving = live.serving();
    return stores
        .of(serving.version())
        .current(tenant, personId)
        .map(found -> found.map(profile -> profile.since(serving.revision())));
  }

  @Override
  public Uni<Optional<ProfileAt>> asOf(TenantId tenant, PersonId personId, Instant instant) {
    Serving serving = live.serving();
    return stores
        .of(serving.version())
        .asOf(tenant, personId, instant)
        .map(found -> found.map(profile -> profile.since(serving.revision())));
  }

  @Override
  public Uni<Optional<Trajectory>> trajectory(
      TenantId tenant, PersonId personId, Instant until, int most) {
    Serving serving = live.serving();
    return stores
        .of(serving.version())
        .trajectory(tenant, personId, until, most)
        .map(found -> found.map(trajectory -> trajectory.since(serving.revision())));
  }

  @Override
  public Uni<Set<PersonId>> names(TenantId tenant, PersonId personId) {
    return live().names(tenant, personId);
  }

  @Override
  public Uni<ShopPopularity> popularity(TenantId tenant) {
    return live().popularity(tenant);
  }
}
