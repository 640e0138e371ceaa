package dev.meander.pipeline;

import dev.meander.log.privacy.SealedMessage;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.pulsar.PulsarOutgoingMessageMetadata;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

/** Sends sealed messages through a channel, several under way at once. */
final class SealedMessages {

  /** Most messages that wait for the broker; a channel's buffer holds twice as many. */
  static final int UNDER_WAY = 1_000;

  /**
   * A message and what it takes along of the trace that it belongs to.
   *
   * @param properties empty where it belongs to none
   */
  record Outgoing(SealedMessage message, Map<String, String> properties) {}

  private SealedMessages() {}

  /** Messages without content: compaction deletes what was there under their keys. */
  static List<Outgoing> tombstones(Collection<String> keys) {
    return keys.stream()
        .map(key -> new Outgoing(new SealedMessage(key, new byte[0]), Map.of()))
        .toList();
  }

  /** Completes when the broker has stored all of them; fails when it did not store one. */
  static Uni<Void> send(MutinyEmitter<byte[]> channel, List<Outgoing> messages) {
    return Multi.createFrom()
        .iterable(messages)
        .onItem()
        .transformToUni(
            outgoing ->
                channel.sendMessage(
                    Message.of(
                        outgoing.message().bytes(),
                        Metadata.of(
                            PulsarOutgoingMessageMetadata.builder()
                                .withKey(outgoing.message().key())
                                .withProperties(outgoing.properties())
                                .build()))))
        .merge(UNDER_WAY)
        .collect()
        .last()
        .replaceWithVoid();
  }
}
