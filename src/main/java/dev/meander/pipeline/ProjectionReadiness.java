package dev.meander.pipeline;

import dev.meander.projection.ParkedTotals;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while the log cannot be read, or a batch cannot be stored or published. */
@Readiness
@ApplicationScoped
class ProjectionReadiness implements HealthCheck {

  private final ProjectionMeters meters;
  private final PartitionSeats seats;
  private final boolean projects;

  @Inject
  ProjectionReadiness(
      ProjectionMeters meters,
      PartitionSeats seats,
      @ConfigProperty(name = "meander.role.project", defaultValue = "true") boolean projects) {
    this.meters = meters;
    this.seats = seats;
    this.projects = projects;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder answer = HealthCheckResponse.named("projection");
    meters.stuckSince().ifPresent(since -> answer.withData("stuckSince", since.toString()));
    if (projects) {
      answer.withData("ownedPartitions", seats.owned());
      ParkedTotals parked = meters.parked().total();
      if (parked.entries() > 0 || parked.left() > 0) {
        answer
            .withData("parkedPeople", parked.people())
            .withData("parkedEntries", parked.entries())
            .withData("parkedInLogOnly", parked.left());
      }
    }
    return answer.status(meters.stuckSince().isEmpty() && (!projects || seats.connected())).build();
  }
}
