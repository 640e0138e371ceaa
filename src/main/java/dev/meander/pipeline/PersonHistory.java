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
import dev.meander.log.privacy.ErasedInClear;
import dev.meander.log.privacy.ErasedKeys;
import dev.meander.log.privacy.Opened;
import dev.meander.log.privacy.Opener;
import dev.meander.log.privacy.Sealer;
import dev.meander.projection.PersonRemains;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pulsar.client.api.Message;

/** Everything that one person did, as the log has it. */
@ApplicationScoped
class PersonHistory {

  private final LogArchive archive;
  private final Sealer sealer;
  private final EventCodec codec;
  private final PersonRemains remains;
  private final ErasedInClear erased;

  @Inject
  PersonHistory(
      LogArchive archive,
      Sealer sealer,
      EventCodec codec,
      PersonRemains remains,
      ErasedInClear erased) {
    this.archive = archive;
    this.sealer = sealer;
    this.codec = codec;
    this.remains = remains;
    this.erased = erased;
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
   * A stretch of the log.
   *
   * @param events of the person
   * @param otherPlain entries in clear under the person's keys that are no event of theirs, such as
   *     what was put aside
   */
  record Page(List<Entry> events, long otherPlain) {
    Page {
      events = List.copyOf(events);
    }
  }

  /**
   * In the log's order, up to its present end; pages asked for one at a time, on worker threads,
   * some of them empty. What cannot be read is left out, and so is what somebody wrote under the
   * same id who was erased since.
   *
   * @param pseudonym of the person's sealed messages
   */
  Multi<List<Entry>> of(TenantId tenant, PersonId person, String pseudonym) {
    return pages(tenant, person, pseudonym, archive.partitionOf(pseudonym)).map(Page::events);
  }

  /**
   * The same, also of partitions into which entries of the person came that do not belong there.
   */
  Multi<Page> everywhere(TenantId tenant, PersonId person, String pseudonym) {
    int own = archive.partitionOf(pseudonym);
    return remains
        .elsewhere(tenant, person, pseudonym, own)
        .onItem()
        .transformToMulti(
            others ->
                Multi.createFrom()
                    .iterable(Stream.concat(Stream.of(own), others.stream()).toList()))
        .onItem()
        .transformToMultiAndConcatenate(partition -> pages(tenant, person, pseudonym, partition));
  }

  private Multi<Page> pages(TenantId tenant, PersonId person, String pseudonym, int partition) {
    List<String> keys = List.of(pseudonym, person.value());
    return erased
        .among(tenant, keys)
        .onItem()
        .transformToMulti(
            gone ->
                archive
                    .withKeys(tenant, keys, partition)
                    .onItem()
                    .transformToUniAndConcatenate(page -> opened(tenant, person, page, gone)));
  }

  private Uni<Page> opened(
      TenantId tenant, PersonId person, List<Message<byte[]>> page, ErasedKeys gone) {
    List<byte[]> messages = page.stream().map(Message::getValue).toList();
    return sealer
        .opener(tenant, Topics.BEHAVIOR_EVENTS, messages)
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .map(opener -> page(person, page, opener, gone));
  }

  private Page page(
      PersonId person, List<Message<byte[]>> messages, Opener opener, ErasedKeys gone) {
    List<Entry> entries = new ArrayList<>(messages.size());
    long otherPlain = 0;
    for (Message<byte[]> message : messages) {
      byte[] stands = message.getValue();
      boolean plain = !Opener.isSealed(stands);
      Instant appendedAt = Instant.ofEpochMilli(message.getPublishTime());
      boolean passedOver = plain && gone.holds(message.getKey(), appendedAt);
      if (passedOver || !(opener.open(stands) instanceof Opened.Plain(byte[] wire))) {
        continue;
      }
      LoggedEvent entry = codec.decode(wire);
      if (entry instanceof LoggedEvent.Decoded(EventEnvelope envelope, byte[] _)
          && envelope.personId().equals(person)) {
        entries.add(
            new Entry(LogPositions.of(message.getMessageId()), appendedAt, envelope, wire, plain));
      } else if (plain && !(entry instanceof LoggedEvent.Erasure)) {
        otherPlain++;
      }
    }
    return new Page(entries, otherPlain);
  }
}
