package dev.meander.log;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.apache.pulsar.client.api.Schema;

/** What the log lends to consumers of its topic. */
@ApplicationScoped
class LogBeans {

  /** For a channel: {@code mp.messaging.incoming.behavior-events.schema=behavior-events}. */
  @Produces
  @Singleton
  @Identifier("behavior-events")
  Schema<LoggedEvent> schema(EventCodec codec) {
    return new EventSchema(codec);
  }
}
