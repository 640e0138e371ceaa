package dev.meander.pipeline;

import dev.meander.projection.ProfileSchema;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.apache.pulsar.client.api.Schema;

/** What the channels need beyond lines of configuration. */
@ApplicationScoped
class ProjectionChannels {

  /** The connector wires its channels at {@code LIBRARY_BEFORE}, which is 1000. */
  private static final int JUST_BEFORE_THE_CHANNELS = 999;

  private static final int JUST_AFTER_THE_CHANNELS = 1001;

  /** Batches taken from the client ahead of the one at work. */
  private static final int BATCHES_AHEAD = 2;

  private int usualBuffer;

  /** For a channel: {@code schema=interest-profiles}. */
  @Produces
  @Singleton
  @Identifier("interest-profiles")
  Schema<byte[]> profiles() {
    return new SealedSchema(new ProfileSchema().getSchemaInfo());
  }

  /**
   * The connector hops to its context through a buffer of Mutiny's default size, 256 items, and an
   * item is a batch here: a hundred thousand profiles in memory. It offers no setting; so the
   * default is another one while the channels are wired.
   */
  void narrow(@Observes @Priority(JUST_BEFORE_THE_CHANNELS) StartupEvent event) {
    usualBuffer = Infrastructure.getBufferSizeS();
    Infrastructure.setBufferSizeS(BATCHES_AHEAD);
  }

  void widen(@Observes @Priority(JUST_AFTER_THE_CHANNELS) StartupEvent event) {
    Infrastructure.setBufferSizeS(usualBuffer);
  }
}
