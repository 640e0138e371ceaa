package dev.meander.pipeline;

import dev.meander.event.TenantId;
import dev.meander.log.LogPositions;
import dev.meander.log.Topics;
import dev.meander.projection.LogPartition;
import dev.meander.projection.ProfileStore;
import dev.meander.projection.ProjectionStores;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.pulsar.PulsarClientService;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import org.apache.pulsar.client.api.MessageId;
import org.apache.pulsar.client.api.Reader;
import org.apache.pulsar.client.api.Schema;
import org.apache.pulsar.common.naming.TopicName;

/** What filling a version takes: the log, the decoder, the stores. */
@ApplicationScoped
class RebuildParts {

  private static final int READ_AHEAD = 2_000;

  private final PulsarClientService clients;
  private final Vertx vertx;
  private final ProjectionStores stores;
  private final ProjectionDecoder decoder;
  private final Clock clock;

  @Inject
  RebuildParts(
      PulsarClientService clients,
      Vertx vertx,
      ProjectionStores stores,
      ProjectionDecoder decoder,
      Clock clock) {
    this.clients = clients;
    this.vertx = vertx;
    this.stores = stores;
    this.decoder = decoder;
    this.clock = clock;
  }

  Vertx vertx() {
    return vertx;
  }

  Clock clock() {
    return clock;
  }

  ProjectionDecoder decoder() {
    return decoder;
  }

  ProfileStore store(int version) {
    return stores.unpublished(version);
  }

  Uni<List<LogPartition>> partitions(TenantId tenant) {
    return Uni.createFrom()
        .completionStage(() -> client().getPartitionsForTopic(Topics.BEHAVIOR_EVENTS.of(tenant)))
        .map(
            topics ->
                topics.stream()
                    .map(topic -> new LogPartition(tenant, TopicName.getPartitionIndex(topic)))
                    .toList());
  }

  /** Reads on right after a place. */
  Uni<Reader<byte[]>> reader(LogPartition partition, MessageId after) {
    return Uni.createFrom()
        .completionStage(
            () ->
                client()
                    .newReader(Schema.BYTES)
                    .topic(topic(partition))
                    .startMessageId(after)
                    .receiverQueueSize(READ_AHEAD)
                    .subscriptionRolePrefix("rebuild")
                    .createAsync());
  }

  /** Reads the last entry that there is, and on. */
  Uni<Reader<byte[]>> last(LogPartition partition) {
    return Uni.createFrom()
        .completionStage(
            () ->
                client()
                    .newReader(Schema.BYTES)
                    .topic(topic(partition))
                    .startMessageId(MessageId.latest)
                    .startMessageIdInclusive()
                    .receiverQueueSize(1)
                    .subscriptionRolePrefix("rebuild-end")
                    .createAsync());
  }

  private static String topic(LogPartition partition) {
    return Topics.BEHAVIOR_EVENTS.of(partition.tenant()) + "-partition-" + partition.partition();
  }

  private org.apache.pulsar.client.api.PulsarClient client() {
    return clients.getClient("profiles-out");
  }

  /** Where reading goes on after a claim. */
  static MessageId after(dev.meander.projection.Claim claim) {
    return LogPositions.messageId(claim.published());
  }
}
