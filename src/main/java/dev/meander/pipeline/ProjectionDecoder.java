package dev.meander.pipeline;

import dev.meander.event.LogPosition;
import dev.meander.event.TenantId;
import dev.meander.log.EventCodec;
import dev.meander.log.LogPositions;
import dev.meander.log.LoggedEvent;
import dev.meander.projection.DeadLetter;
import dev.meander.projection.EventBatch;
import dev.meander.projection.PositionedEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.pulsar.client.api.Message;
import org.apache.pulsar.client.api.Messages;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Messages of the log to what the read model takes: events, and what cannot be one. */
@ApplicationScoped
class ProjectionDecoder {

  private static final Logger LOG = Logger.getLogger(ProjectionDecoder.class);

  private final EventCodec codec;
  private final TenantId tenant;

  @Inject
  ProjectionDecoder(
      EventCodec codec,
      @ConfigProperty(name = "meander.tenant", defaultValue = "default") String tenant) {
    this.codec = codec;
    this.tenant = new TenantId(tenant);
  }

  /** In the order of the log; nothing is left out. Takes a while: not for an event loop. */
  EventBatch decode(Messages<byte[]> messages) {
    List<PositionedEvent> events = new ArrayList<>(messages.size());
    List<DeadLetter> deadLetters = new ArrayList<>();
    for (Message<byte[]> message : messages) {
      LogPosition position = LogPositions.of(message.getMessageId());
      Instant appendedAt = Instant.ofEpochMilli(message.getPublishTime());
      switch (codec.decode(message.getValue())) {
        case LoggedEvent.Decoded decoded when !decoded.envelope().tenant().equals(tenant) ->
            deadLetters.add(
                letter(message, position, appendedAt, "the tenant is another one's topic"));
        case LoggedEvent.Decoded decoded ->
            events.add(new PositionedEvent(decoded.envelope(), position, appendedAt));
        case LoggedEvent.Undecodable bad ->
            deadLetters.add(
                letter(message, position, appendedAt, bad.reason() + ": " + bad.detail()));
      }
    }
    return new EventBatch(events, deadLetters);
  }

  private DeadLetter letter(
      Message<byte[]> message, LogPosition position, Instant appendedAt, String reason) {
    LOG.errorf("the event at %s is put aside: %s", position.encode(), reason);
    return new DeadLetter(
        tenant, position, appendedAt, message.getKey(), reason, message.getValue());
  }
}
