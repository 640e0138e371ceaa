package dev.meander.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Tells whether retries are recognised; the intake is ready either way. */
@Readiness
@ApplicationScoped
class LookupHealth implements HealthCheck {

  private final IngestMetrics metrics;

  @Inject
  LookupHealth(IngestMetrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("look-up of ids seen")
        .up()
        .withData("answers", metrics.lookupAnswers())
        .build();
  }
}
