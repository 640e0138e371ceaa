package dev.meander.log.privacy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Says which master key wraps, and how many keys another one wraps still. Always up. */
@Readiness
@ApplicationScoped
class KeysHealth implements HealthCheck {

  private final KeyRing ring;
  private final RotationWatch watch;

  @Inject
  KeysHealth(KeyRing ring, RotationWatch watch) {
    this.ring = ring;
    this.watch = watch;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder answer = HealthCheckResponse.named("keys of people").up();
    if (!ring.isEmpty()) {
      answer.withData("masterKey", ring.masters().current());
      answer.withData("pending", watch.pending());
    }
    return answer.build();
  }
}
