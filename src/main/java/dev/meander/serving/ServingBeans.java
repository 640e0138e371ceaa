package dev.meander.serving;

import dev.meander.event.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the resources share. */
@ApplicationScoped
class ServingBeans {

  @Produces
  @Singleton
  Audience audience(
      @ConfigProperty(name = "meander.tenant", defaultValue = "default") String tenant,
      Clock clock) {
    return new Audience(new TenantId(tenant), clock);
  }
}
