package dev.meander.launcher.erasure;

import dev.meander.event.TenantId;
import dev.meander.log.Topics;
import dev.meander.log.privacy.KeyReader;
import dev.meander.log.privacy.Opened;
import dev.meander.log.privacy.Opener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;
import org.apache.pulsar.client.api.Message;
import org.apache.pulsar.client.api.MessageId;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.PulsarClientException;
import org.apache.pulsar.client.api.Reader;

/** The topics of a tenant, each read from its beginning to its end. Used by one thread. */
final class StoredTopics implements AutoCloseable {

  private static final int SECONDS = 60;
  private static final int TELL_EVERY = 10_000;

  private final PulsarClient client;
  private final TenantId tenant;
  private final LongConsumer progress;
  private long messages;

  /**
   * @param progress told how many messages were read, now and then
   */
  StoredTopics(String serviceUrl, TenantId tenant, LongConsumer progress)
      throws PulsarClientException {
    this.client =
        PulsarClient.builder()
            .serviceUrl(serviceUrl)
            .operationTimeout(SECONDS, TimeUnit.SECONDS)
            .build();
    this.tenant = tenant;
    this.progress = progress;
  }

  long messages() {
    return messages;
  }

  /**
   * Folds the log; says in which topics a message holds the bytes: in its key, as it stands, or
   * opened.
   */
  List<String> naming(Needle needle, KeyReader keys, LogFold fold) throws IOException {
    List<String> naming = new ArrayList<>();
    for (Topics topic : Topics.values()) {
      boolean found = false;
      for (String partition : partitions(topic.of(tenant))) {
        found |=
            read(
                partition,
                needle,
                keys.opener(topic),
                topic == Topics.BEHAVIOR_EVENTS
                    ? (message, opened) -> take(message, opened, keys, fold)
                    : (_, _) -> {});
        if (topic == Topics.BEHAVIOR_EVENTS) {
          fold.endPartition();
        }
      }
      if (found) {
        naming.add(topic.localName());
      }
    }
    return naming;
  }

  private List<String> partitions(String topic) throws IOException {
    try {
      return client.getPartitionsForTopic(topic).get(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(topic + " has no partitions: " + e.getMessage(), e);
    }
  }

  private boolean read(
      String partition, Needle needle, Opener opener, BiConsumer<Message<byte[]>, Opened> taker)
      throws IOException {
    boolean found = false;
    try (Reader<byte[]> reader =
        client
            .newReader()
            .topic(partition)
            .startMessageId(MessageId.earliest)
            .receiverQueueSize(5_000)
            .create()) {
      while (reader.hasMessageAvailable()) {
        Message<byte[]> message = reader.readNext(SECONDS, TimeUnit.SECONDS);
        if (message == null) {
          throw new IOException(partition + " stopped before its end");
        }
        found |= needle.isIn(message.getData());
        found |= message.hasKey() && needle.isIn(message.getKey().getBytes(StandardCharsets.UTF_8));
        Opened opened = opener.open(message.getData());
        found |= opened instanceof Opened.Plain(byte[] plain) && needle.isIn(plain);
        taker.accept(message, opened);
        if (++messages % TELL_EVERY == 0) {
          progress.accept(messages);
        }
      }
    }
    return found;
  }

  private static void take(Message<byte[]> message, Opened opened, KeyReader keys, LogFold fold) {
    Instant appendedAt = Instant.ofEpochMilli(message.getPublishTime());
    if (message.hasKey()
        && !Opener.isSealed(message.getData())
        && keys.passesOver(message.getKey(), appendedAt)) {
      fold.passOver(opened, appendedAt);
    } else {
      fold.take(opened, appendedAt);
    }
  }

  @Override
  public void close() throws PulsarClientException {
    client.close();
  }
}
