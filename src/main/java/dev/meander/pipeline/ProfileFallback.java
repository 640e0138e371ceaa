package dev.meander.pipeline;

import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.interest.ProfileAt;
import dev.meander.interest.ScoredInterest;
import dev.meander.interest.ShopPopularity;
import dev.meander.interest.Trajectory;
import dev.meander.platform.ErrorCode;
import dev.meander.platform.ProblemException;
import dev.meander.projection.ConsentWithdrawnException;
import dev.meander.projection.ProfileStore;
import dev.meander.scoring.BaselineInterestScorer;
import dev.meander.serving.ViewFallback;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers for people without a view: the projected profile, and predictions by the baseline
 * formula, made on the spot.
 */
@ApplicationScoped
class ProfileFallback implements ViewFallback {

  /** The shop's popular categories change slowly and cost a scan. */
  private static final Duration KEPT = Duration.ofSeconds(30);

  private record Popular(TenantId tenant, ShopPopularity categories, Instant until) {}

  private final ProfileStore profiles;
  private final Clock clock;
  private volatile @Nullable Popular popular;

  @Inject
  ProfileFallback(ProfileStore profiles, Clock clock) {
    this.profiles = profiles;
    this.clock = clock;
  }

  @Override
  public Uni<Optional<ScoredInterest>> current(TenantId tenant, PersonId person) {
    return consented(profiles.current(tenant, person)).chain(found -> scored(tenant, found));
  }

  @Override
  public Uni<Optional<ScoredInterest>> asOf(TenantId tenant, PersonId person, Instant at) {
    return consented(profiles.asOf(tenant, person, at)).chain(found -> scored(tenant, found));
  }

  @Override
  public Uni<Optional<Trajectory>> trajectory(
      TenantId tenant, PersonId person, Instant until, int most) {
    return consented(profiles.trajectory(tenant, person, until, most));
  }

  private static <T> Uni<T> consented(Uni<T> read) {
    return read.onFailure(ConsentWithdrawnException.class)
        .transform(
            withdrawn ->
                new ProblemException(
                    ErrorCode.CONSENT_WITHDRAWN,
                    "Only the export of what is held may be read: /v1/people/{id}/data."));
  }

  private Uni<Optional<ScoredInterest>> scored(TenantId tenant, Optional<ProfileAt> found) {
    if (found.isEmpty()) {
      return Uni.createFrom().item(Optional.empty());
    }
    return popularity(tenant)
        .map(categories -> Optional.of(BaselineInterestScorer.scoreOne(found.get(), categories)));
  }

  private Uni<ShopPopularity> popularity(TenantId tenant) {
    Popular held = popular;
    if (held != null && held.tenant.equals(tenant) && held.until.isAfter(clock.instant())) {
      return Uni.createFrom().item(held.categories);
    }
    return profiles
        .popularity(tenant)
        .invoke(
            categories -> popular = new Popular(tenant, categories, clock.instant().plus(KEPT)));
  }
}
