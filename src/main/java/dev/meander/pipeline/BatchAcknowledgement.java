package dev.meander.pipeline;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.pulsar.PulsarIncomingBatchMessage;
import io.smallrye.reactive.messaging.pulsar.PulsarIncomingMessage;
import io.smallrye.reactive.messaging.pulsar.PulsarMessage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Acknowledges a batch by the last message of each partition; the channel acknowledges
 * cumulatively. The connector's own way would send a request for each message.
 */
final class BatchAcknowledgement {

  private static final Logger LOG = Logger.getLogger(BatchAcknowledgement.class);

  private BatchAcknowledgement() {}

  /** Never fails: what is not acknowledged comes again, and changes nothing then. */
  static Uni<Void> acknowledge(PulsarIncomingBatchMessage<byte[]> batch) {
    Map<String, PulsarMessage<byte[]>> last = new HashMap<>();
    for (PulsarMessage<byte[]> message : batch.getMessages()) {
      last.put(((PulsarIncomingMessage<byte[]>) message).unwrap().getTopicName(), message);
    }
    List<Uni<Void>> acknowledgements =
        last.values().stream()
            .map(message -> Uni.createFrom().completionStage(message::ack))
            .toList();
    return Uni.join()
        .all(acknowledgements)
        .andCollectFailures()
        .replaceWithVoid()
        .onFailure()
        .invoke(failure -> LOG.warn("a batch is stored but not acknowledged", failure))
        .onFailure()
        .recoverWithNull();
  }
}
