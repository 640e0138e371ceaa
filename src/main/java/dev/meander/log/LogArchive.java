package dev.meander.log;

import dev.meander.event.LogPosition;
import dev.meander.event.TenantId;
import dev.meander.log.privacy.Pseudonyms;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pulsar.client.api.HashingScheme;
import org.apache.pulsar.client.api.Message;
import org.apache.pulsar.client.api.MessageId;
import org.apache.pulsar.client.api.Producer;
import org.apache.pulsar.client.api.PulsarClientException;
import org.apache.pulsar.client.api.Reader;
import org.apache.pulsar.client.api.Schema;
import org.apache.pulsar.client.api.TopicMessageId;

/**
 * The log from its beginning, beside the live flow, and the rare entries that are no client's.
 * Never blocks; any thread.
 */
@Singleton
public final class LogArchive {

  private static final int PAGE = 1_000;

  private final LogClient client;
  private final EventCodec codec;
  private final Pseudonyms pseudonyms;

  @Inject
  LogArchive(LogClient client, EventCodec codec, Pseudonyms pseudonyms) {
    this.client = client;
    this.codec = codec;
    this.pseudonyms = pseudonyms;
  }

  /**
   * The messages with one of these keys, all of which lead to one partition, up to its present end:
   * pages in the log's order, asked for one at a time, some of them empty. Fails when the broker
   * does not answer.
   */
  public Multi<List<Message<byte[]>>> withKeys(TenantId tenant, List<String> keys) {
    return withKeys(tenant, keys, pseudonyms.partitionOf(keys.getFirst()));
  }

  /** The same of a partition that the keys need not lead to. */
  public Multi<List<Message<byte[]>>> withKeys(TenantId tenant, List<String> keys, int partition) {
    String topic = Topics.BEHAVIOR_EVENTS.of(tenant) + "-partition-" + partition;
    Function<Reader<byte[]>, Uni<Void>> close =
        reader -> Uni.createFrom().completionStage(reader::closeAsync);
    return Multi.createFrom()
        .resourceFromUni(() -> reader(topic), reader -> pages(reader, keys))
        .withFinalizer(close);
  }

  /** The last entry of each partition as it is now; those that are empty are left out. */
  public Uni<List<LogPosition>> ends(TenantId tenant) {
    Function<Reader<byte[]>, Uni<Void>> close =
        reader -> Uni.createFrom().completionStage(reader::closeAsync);
    return Multi.createFrom()
        .<Reader<byte[]>, List<TopicMessageId>>resourceFromUni(
            () -> reader(Topics.BEHAVIOR_EVENTS.of(tenant)),
            reader -> Uni.createFrom().completionStage(reader::getLastMessageIdsAsync).toMulti())
        .withFinalizer(close)
        .toUni()
        .map(
            ends ->
                ends.stream()
                    .map(LogPositions::ofPartition)
                    .filter(end -> end.entryId() >= 0)
                    .toList());
  }

  private Uni<Reader<byte[]>> reader(String topic) {
    return stage(
        () ->
            client
                .open()
                .newReader(Schema.BYTES)
                .topic(topic)
                .receiverQueueSize(PAGE)
                .startMessageId(MessageId.earliest)
                .createAsync());
  }

  private static Multi<List<Message<byte[]>>> pages(Reader<byte[]> reader, List<String> keys) {
    return TopicPages.of(reader, PAGE)
        .map(
            page ->
                page.stream()
                    .filter(message -> message.hasKey() && keys.contains(message.getKey()))
                    .toList());
  }

  /** The partition that the key leads to. */
  public int partitionOf(String key) {
    return pseudonyms.partitionOf(key);
  }

  /**
   * Writes a marker behind the messages of the person whose key that is.
   *
   * @param key of the person's messages
   */
  public Uni<LogPosition> append(ErasureMarker marker, String key) {
    Function<Producer<byte[]>, Uni<Void>> close =
        producer -> Uni.createFrom().completionStage(producer::closeAsync);
    return Multi.createFrom()
        .<Producer<byte[]>, MessageId>resourceFromUni(
            () -> producer(marker.tenant()),
            producer ->
                Uni.createFrom()
                    .completionStage(
                        () ->
                            producer.newMessage().key(key).value(codec.encode(marker)).sendAsync())
                    .toMulti())
        .withFinalizer(close)
        .toUni()
        .map(LogPositions::of);
  }

  private Uni<Producer<byte[]>> producer(TenantId tenant) {
    return stage(
        () ->
            client
                .open()
                .newProducer(Schema.BYTES)
                .topic(Topics.BEHAVIOR_EVENTS.of(tenant))
                .producerName("erasure-" + UUID.randomUUID())
                .hashingScheme(HashingScheme.JavaStringHash)
                .createAsync());
  }

  private interface Opening<T> {
    CompletionStage<T> begin() throws PulsarClientException;
  }

  private static <T> Uni<T> stage(Opening<T> opening) {
    return Uni.createFrom()
        .deferred(
            () -> {
              try {
                CompletionStage<T> begun = opening.begin();
                return Uni.createFrom().completionStage(begun);
              } catch (PulsarClientException e) {
                return Uni.createFrom().failure(e);
              }
            });
  }
}
