package dev.meander.pipeline;

import dev.meander.event.EventEnvelope;
import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.log.EventCodec;
import dev.meander.log.LogArchive;
import dev.meander.log.LogPositions;
import dev.meander.log.LoggedEvent;
import dev.meander.log.Topics;
import dev.meander.log.privacy.Opened;
import dev.meander.log.privacy.Opener;
import dev.meander.log.privacy.Sealer;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.pulsar.client.api.Message;

/** Everything that one person did, as the log has it. */
@ApplicationScoped
class PersonHistory {

  private final LogArchive archive;
  private final Sealer sealer;
  private final EventCodec codec;

  @Inject
  PersonHistory(LogArchive archive, Sealer sealer, EventCodec codec) {
    this.archive = archive;
    this.sealer = sealer;
    this.codec = codec;
  }

  /**
   * One event of the person.
   *
   * @param appendedAt when the log took it
   * @param wire its JSON in the newest plain form
   * @param stoodPlain whether the entry was never sealed
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Entry(
      LogPosition position,
      Instant appendedAt,
      EventEnvelope envelope,
      byte[] wire,
      boolean stoodPlain) {}

  /**
   * In the log's order, up to its present end; pages asked for one at a time, on worker threads,
   * some of them empty. What cannot be read is left out.
   *
   * @param pseudonym of the person's sealed messages
   */
  Multi<List<Entry>> of(TenantId tenant, PersonId person, String pseudonym) {
    return archive
        .withKeys(tenant, List.of(pseudonym, person.value()))
        .onItem()
        .transformToUniAndConcatenate(page -> opened(tenant, person, page));
  }

  private Uni<List<Entry>> opened(TenantId tenant, PersonId person, List<Message<byte[]>> page) {
    List<byte[]> messages = page.stream().map(Message::getValue).toList();
    return sealer
        .opener(tenant, Topics.BEHAVIOR_EVENTS, messages)
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .map(opener -> entries(person, page, opener));
  }

  private List<Entry> entries(PersonId person, List<Message<byte[]>> page, Opener opener) {
    List<Entry> entries = new ArrayList<>(page.size());
    for (Message<byte[]> message : page) {
      byte[] stands = message.getValue();
      if (opener.open(stands) instanceof Opened.Plain(byte[] wire)
          && codec.decode(wire) instanceof LoggedEvent.Decoded(EventEnvelope envelope, byte[] _)
          && envelope.personId().equals(person)) {
        entries.add(
            new Entry(
                LogPositions.of(message.getMessageId()),
                Instant.ofEpochMilli(message.getPublishTime()),
                envelope,
                wire,
                !Opener.isSealed(stands)));
      }
    }
    return entries;
  }
}
