package dev.meander.serving;

import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.interest.ScoredInterest;
import dev.meander.interest.Trajectory;
import dev.meander.platform.ErrorCode;
import dev.meander.platform.ProblemException;
import io.smallrye.faulttolerance.api.Guard;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The fallback behind limits: so many questions at a time, so many waiting, so long, and none for a
 * while when most fail. A dead cache then can't take the store of profiles with it. Whatever goes
 * wrong is a {@link ProblemException} that tells the client to come back; one that the store itself
 * gives is an answer like any other.
 */
@Singleton
final class GuardedFallback {

  private static final int VOLUME = 20;
  private static final double FAILURES = 0.5;

  private static final TypeLiteral<Uni<Optional<ScoredInterest>>> SCORED = new TypeLiteral<>() {};
  private static final TypeLiteral<Uni<Optional<Trajectory>>> TRAJECTORY = new TypeLiteral<>() {};

  private final ViewFallback fallback;
  private final Duration retryAfter;
  private final Guard guard;

  GuardedFallback(ViewFallback fallback, ServingConfig config) {
    this.fallback = fallback;
    this.retryAfter = config.fallback().retryAfter();
    this.guard =
        Guard.create()
            .withDescription("profiles for reads without a view")
            .withBulkhead()
            .limit(config.fallback().concurrency())
            .queueSize(config.fallback().queue())
            .done()
            .withTimeout()
            .duration(config.fallback().timeout().toMillis(), ChronoUnit.MILLIS)
            .done()
            .withCircuitBreaker()
            .requestVolumeThreshold(VOLUME)
            .failureRatio(FAILURES)
            .delay(retryAfter.toMillis(), ChronoUnit.MILLIS)
            .skipOn(ProblemException.class)
            .done()
            .build();
  }

  /** As {@link ViewFallback#current}. */
  Uni<Optional<ScoredInterest>> scored(TenantId tenant, PersonId person) {
    return guarded(() -> fallback.current(tenant, person), SCORED);
  }

  /** The view that {@link #scored} makes. */
  Uni<Optional<InterestView>> current(TenantId tenant, PersonId person) {
    return scored(tenant, person).map(found -> found.map(InterestView::of));
  }

  /** As {@link ViewFallback#asOf}. */
  Uni<Optional<InterestView>> asOf(TenantId tenant, PersonId person, Instant at) {
    return guarded(() -> fallback.asOf(tenant, person, at), SCORED)
        .map(found -> found.map(InterestView::of));
  }

  /** As {@link ViewFallback#trajectory}. */
  Uni<Optional<Trajectory>> trajectory(TenantId tenant, PersonId person, Instant until, int most) {
    return guarded(() -> fallback.trajectory(tenant, person, until, most), TRAJECTORY);
  }

  private <T> Uni<T> guarded(Supplier<Uni<T>> asked, TypeLiteral<Uni<T>> type) {
    return Uni.createFrom()
        .deferred(() -> guard.get(asked, type))
        .onFailure(failure -> !(failure instanceof ProblemException))
        .transform(
            failure ->
                new ProblemException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "The store of profiles does not answer in time.",
                    List.of(),
                    retryAfter,
                    failure));
  }
}
