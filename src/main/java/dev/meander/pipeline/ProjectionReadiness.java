package dev.meander.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while a batch cannot be stored or published. */
@Readiness
@ApplicationScoped
class ProjectionReadiness implements HealthCheck {

  private final ProjectionMeters meters;

  @Inject
  ProjectionReadiness(ProjectionMeters meters) {
    this.meters = meters;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder answer = HealthCheckResponse.named("projection");
    meters.stuckSince().ifPresent(since -> answer.withData("stuckSince", since.toString()));
    return answer.status(meters.stuckSince().isEmpty()).build();
  }
}
