package dev.meander.projection;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.apache.pulsar.client.api.Schema;

/** What the read model lends to channels of its topic. */
@ApplicationScoped
class ProjectionBeans {

  /** For a channel: {@code schema=interest-profiles}. */
  @Produces
  @Singleton
  @Identifier("interest-profiles")
  Schema<PublishedProfile> schema() {
    return new ProfileSchema();
  }
}
