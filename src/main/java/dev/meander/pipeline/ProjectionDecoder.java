package dev.meander.pipeline;

import dev.meander.event.LogPosition;
import dev.meander.event.TenantId;
import dev.meander.log.ErasureMarker;
import dev.meander.log.EventCodec;
import dev.meander.log.LogPositions;
import dev.meander.log.LoggedEvent;
import dev.meander.log.ParkedDecision;
import dev.meander.log.Topics;
import dev.meander.log.privacy.ErasedKeys;
import dev.meander.log.privacy.KeyId;
import dev.meander.log.privacy.Opened;
import dev.meander.log.privacy.Opener;
import dev.meander.log.privacy.Sealer;
import dev.meander.projection.DeadLetter;
import dev.meander.projection.ErasedEntry;
import dev.meander.projection.EventBatch;
import dev.meander.projection.ParkingDecision;
import dev.meander.projection.ParkingDecision.Act;
import dev.meander.projection.PersonErasure;
import dev.meander.projection.PositionedEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.pulsar.client.api.Message;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Messages of the log to what the read model takes: events, what cannot be one, decisions about
 * such, and where the entries of people stand who were erased.
 */
@ApplicationScoped
class ProjectionDecoder {

  /** What those decisions are about has to fit into memory beside the batch. */
  static final int MOST_DECISIONS = 16;

  static final String DAMAGED = "SEAL_DAMAGED";
  static final String OTHER_TENANT = "OTHER_TENANT";
  static final String NO_EVENT = "NO_EVENT";

  private static final Logger LOG = Logger.getLogger(ProjectionDecoder.class);

  private final EventCodec codec;
  private final Sealer sealer;
  private final ParkedReading parked;
  private final ErasurePassage erasures;
  private final TenantId tenant;

  @Inject
  ProjectionDecoder(
      EventCodec codec,
      Sealer sealer,
      ParkedReading parked,
      ErasurePassage erasures,
      @ConfigProperty(name = "meander.tenant", defaultValue = "default") String tenant) {
    this.codec = codec;
    this.sealer = sealer;
    this.parked = parked;
    this.erasures = erasures;
    this.tenant = new TenantId(tenant);
  }

  /**
   * What it takes to read messages.
   *
   * @param passedOver whose entries in clear are not read
   */
  record Reading(Opener opener, ErasedKeys passedOver) {}

  /** What opens these messages; fails when the keys cannot be reached. */
  Uni<Reading> opener(List<Message<byte[]>> messages) {
    List<byte[]> sealed = new ArrayList<>(messages.size());
    messages.forEach(message -> sealed.add(message.getValue()));
    return sealer
        .opener(tenant, Topics.BEHAVIOR_EVENTS, sealed)
        .chain(
            opener ->
                erasures
                    .passedOver(tenant, messages)
                    .map(passedOver -> new Reading(opener, passedOver)));
  }

  /** Somebody's who was erased, although it was never sealed; what says so counts all the same. */
  private static boolean isErased(
      Message<byte[]> message, LoggedEvent entry, ErasedKeys passedOver) {
    return !(entry instanceof LoggedEvent.Erasure)
        && !Opener.isSealed(message.getValue())
        && passedOver.holds(message.getKey(), appendedAt(message));
  }

  private ErasedEntry erased(Message<byte[]> message, @Nullable UUID key, @Nullable UUID erasure) {
    return new ErasedEntry(tenant, LogPositions.of(message.getMessageId()), key, erasure);
  }

  /**
   * In the order of the log; nothing is left out, but a batch ends with its sixteenth decision,
   * whatever is left of the messages then. Takes a while: not for an event loop.
   */
  EventBatch decode(List<Message<byte[]>> messages, Reading reading) {
    Sorted sorted = new Sorted(messages.size());
    for (Message<byte[]> message : messages) {
      switch (reading.opener().open(message.getValue())) {
        case Opened.Plain(byte[] bytes) -> {
          LoggedEvent entry = codec.decode(bytes);
          if (isErased(message, entry, reading.passedOver())) {
            sorted.erased.add(
                erased(message, null, reading.passedOver().erasure(message.getKey())));
          } else {
            sort(message, entry, sorted);
          }
        }
        case Opened.Erased(KeyId key) -> sorted.erased.add(erased(message, key.uuid(), null));
        case Opened.Damaged(KeyId _) -> sorted.deadLetters.add(letter(message, DAMAGED));
      }
      if (sorted.decisions.size() == MOST_DECISIONS) {
        break;
      }
    }
    return new EventBatch(
        sorted.events,
        sorted.deadLetters,
        sorted.erased,
        sorted.decisions,
        sorted.erasures,
        List.of());
  }

  /**
   * The batch of the version that serves with what its decisions are about and with the names of
   * whom it forgets; fails when that cannot be read.
   */
  Uni<EventBatch> complete(EventBatch batch) {
    return parked.complete(batch).chain(erasures::named);
  }

  /** The same for another version; fails with {@link StoodStillException} as well. */
  Uni<EventBatch> complete(int projection, EventBatch batch) {
    return parked
        .complete(projection, batch)
        .chain(erasures::named)
        .call(named -> erasures.requireCounted(projection, named));
  }

  private static final class Sorted {
    final List<PositionedEvent> events;
    final List<DeadLetter> deadLetters = new ArrayList<>();
    final List<ErasedEntry> erased = new ArrayList<>();
    final List<ParkingDecision> decisions = new ArrayList<>();
    final List<PersonErasure> erasures = new ArrayList<>();

    Sorted(int messages) {
      events = new ArrayList<>(messages);
    }
  }

  private void sort(Message<byte[]> message, LoggedEvent entry, Sorted sorted) {
    switch (entry) {
      case LoggedEvent.Decoded decoded when !decoded.envelope().tenant().equals(tenant) ->
          sorted.deadLetters.add(letter(message, OTHER_TENANT));
      case LoggedEvent.Decoded decoded ->
          sorted.events.add(
              new PositionedEvent(
                  decoded.envelope(),
                  LogPositions.of(message.getMessageId()),
                  appendedAt(message),
                  key(message),
                  message.getValue()));
      case LoggedEvent.Decision(ParkedDecision decision, byte[] _)
          when !decision.tenant().equals(tenant) ->
          sorted.deadLetters.add(letter(message, OTHER_TENANT));
      case LoggedEvent.Decision(ParkedDecision decision, byte[] _) ->
          sorted.decisions.add(decision(message, decision));
      case LoggedEvent.Erasure(ErasureMarker marker, byte[] _) ->
          sorted.erasures.add(
              new PersonErasure(
                  tenant,
                  LogPositions.of(message.getMessageId()),
                  message.getKey(),
                  marker.erasure(),
                  null,
                  marker.facts()));
      case LoggedEvent.Undecodable bad ->
          sorted.deadLetters.add(letter(message, bad.reason().name()));
    }
  }

  private ParkingDecision decision(Message<byte[]> message, ParkedDecision decision) {
    Act act =
        switch (decision.act()) {
          case ParkedDecision.Act.Mend(var event) -> new Act.Mend(event, message.getValue());
          case ParkedDecision.Act.Retry() -> new Act.Retry();
          case ParkedDecision.Act.Discard() -> new Act.Discard();
        };
    return new ParkingDecision(
        tenant,
        LogPositions.of(message.getMessageId()),
        appendedAt(message),
        key(message),
        decision.entry(),
        decision.personId(),
        act);
  }

  private static Instant appendedAt(Message<byte[]> message) {
    return Instant.ofEpochMilli(message.getPublishTime());
  }

  /** One that no table can hold stands for nobody. */
  private static @Nullable String key(Message<byte[]> message) {
    String key = message.getKey();
    return key == null || key.isEmpty() || key.indexOf('\0') >= 0 ? null : key;
  }

  private DeadLetter letter(Message<byte[]> message, String reason) {
    LogPosition position = LogPositions.of(message.getMessageId());
    LOG.errorf("the entry at %s is put aside: %s", position.encode(), reason);
    return new DeadLetter(
        tenant, position, appendedAt(message), key(message), reason, message.getValue());
  }
}
