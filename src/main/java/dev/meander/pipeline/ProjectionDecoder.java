package dev.meander.pipeline;

import dev.meander.event.LogPosition;
import dev.meander.event.TenantId;
import dev.meander.log.EventCodec;
import dev.meander.log.LogPositions;
import dev.meander.log.LoggedEvent;
import dev.meander.log.Topics;
import dev.meander.log.privacy.KeyId;
import dev.meander.log.privacy.Opened;
import dev.meander.log.privacy.Opener;
import dev.meander.log.privacy.Sealer;
import dev.meander.projection.DeadLetter;
import dev.meander.projection.ErasedEntry;
import dev.meander.projection.EventBatch;
import dev.meander.projection.PositionedEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.pulsar.client.api.Message;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Messages of the log to what the read model takes: events, what cannot be one, and where the
 * entries of people stand who were erased.
 */
@ApplicationScoped
class ProjectionDecoder {

  private static final Logger LOG = Logger.getLogger(ProjectionDecoder.class);

  private final EventCodec codec;
  private final Sealer sealer;
  private final TenantId tenant;

  @Inject
  ProjectionDecoder(
      EventCodec codec,
      Sealer sealer,
      @ConfigProperty(name = "meander.tenant", defaultValue = "default") String tenant) {
    this.codec = codec;
    this.sealer = sealer;
    this.tenant = new TenantId(tenant);
  }

  /** What opens these messages; fails when the keys cannot be reached. */
  Uni<Opener> opener(List<Message<byte[]>> messages) {
    List<byte[]> sealed = new ArrayList<>(messages.size());
    messages.forEach(message -> sealed.add(message.getValue()));
    return sealer.opener(tenant, Topics.BEHAVIOR_EVENTS, sealed);
  }

  /** In the order of the log; nothing is left out. Takes a while: not for an event loop. */
  EventBatch decode(List<Message<byte[]>> messages, Opener opener) {
    Sorted sorted = new Sorted(messages.size());
    for (Message<byte[]> message : messages) {
      switch (opener.open(message.getValue())) {
        case Opened.Plain(byte[] bytes) -> sort(message, codec.decode(bytes), sorted);
        case Opened.Erased _ ->
            sorted.erased.add(new ErasedEntry(tenant, LogPositions.of(message.getMessageId())));
        case Opened.Damaged(KeyId key) ->
            sorted.deadLetters.add(letter(message, "the key " + key + " does not open it"));
      }
    }
    return new EventBatch(sorted.events, sorted.deadLetters, sorted.erased);
  }

  private static final class Sorted {
    final List<PositionedEvent> events;
    final List<DeadLetter> deadLetters = new ArrayList<>();
    final List<ErasedEntry> erased = new ArrayList<>();

    Sorted(int messages) {
      events = new ArrayList<>(messages);
    }
  }

  private void sort(Message<byte[]> message, LoggedEvent entry, Sorted sorted) {
    switch (entry) {
      case LoggedEvent.Decoded decoded when !decoded.envelope().tenant().equals(tenant) ->
          sorted.deadLetters.add(letter(message, "the tenant is another one's topic"));
      case LoggedEvent.Decoded decoded ->
          sorted.events.add(
              new PositionedEvent(
                  decoded.envelope(),
                  LogPositions.of(message.getMessageId()),
                  appendedAt(message)));
      case LoggedEvent.Undecodable bad ->
          sorted.deadLetters.add(letter(message, bad.reason() + ": " + bad.detail()));
    }
  }

  private static Instant appendedAt(Message<byte[]> message) {
    return Instant.ofEpochMilli(message.getPublishTime());
  }

  private DeadLetter letter(Message<byte[]> message, String reason) {
    LogPosition position = LogPositions.of(message.getMessageId());
    LOG.errorf("the event at %s is put aside: %s", position.encode(), reason);
    return new DeadLetter(
        tenant, position, appendedAt(message), message.getKey(), reason, message.getValue());
  }
}
