package dev.meander.log;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while an append can reach every partition; a process that does not ingest always is. */
@Readiness
@ApplicationScoped
class LogReadiness implements HealthCheck {

  private final PulsarEventLog log;
  private final boolean ingests;

  @Inject
  LogReadiness(
      PulsarEventLog log,
      @ConfigProperty(name = "meander.role.ingest", defaultValue = "true") boolean ingests) {
    this.log = log;
    this.ingests = ingests;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("event log").status(!ingests || log.ready()).build();
  }
}
