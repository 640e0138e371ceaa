package dev.meander.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while a batch of profiles cannot be made into views. */
@Readiness
@ApplicationScoped
class ScoringReadiness implements HealthCheck {

  private final ScoringMeters meters;

  @Inject
  ScoringReadiness(ScoringMeters meters) {
    this.meters = meters;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder answer = HealthCheckResponse.named("scorer");
    meters.stuckSince().ifPresent(since -> answer.withData("stuckSince", since.toString()));
    return answer.status(meters.stuckSince().isEmpty()).build();
  }
}
