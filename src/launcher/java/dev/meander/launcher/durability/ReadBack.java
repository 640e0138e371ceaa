package dev.meander.launcher.durability;

import java.util.BitSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pulsar.client.api.Message;
import org.apache.pulsar.client.api.MessageId;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.PulsarClientException;
import org.apache.pulsar.client.api.Reader;

/** Reads a topic from its beginning to its end. */
final class ReadBack {

  private static final int LIMIT_SECONDS = 60;

  private ReadBack() {}

  /**
   * The numbers of all events on the topic.
   *
   * @throws PulsarClientException when a partition doesn't open
   */
  static BitSet numbers(String serviceUrl, String topic)
      throws PulsarClientException, InterruptedException {
    BitSet found = new BitSet();
    try (PulsarClient client =
        PulsarClient.builder()
            .serviceUrl(serviceUrl)
            .operationTimeout(LIMIT_SECONDS, TimeUnit.SECONDS)
            .build()) {
      for (String partition :
          client.getPartitionsForTopic(topic).get(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        read(client, partition, found);
      }
    } catch (ExecutionException | TimeoutException e) {
      throw new PulsarClientException(e);
    }
    return found;
  }

  private static void read(PulsarClient client, String partition, BitSet found)
      throws PulsarClientException {
    try (Reader<byte[]> reader =
        client
            .newReader()
            .topic(partition)
            .startMessageId(MessageId.earliest)
            .receiverQueueSize(5000)
            .create()) {
      while (reader.hasMessageAvailable()) {
        Message<byte[]> message = reader.readNext(LIMIT_SECONDS, TimeUnit.SECONDS);
        if (message == null) {
          throw new PulsarClientException.TimeoutException(partition + " stopped before its end");
        }
        found.set(NumberedEvents.number(message.getValue()));
      }
    } catch (PulsarClientException e) {
      throw e;
    } catch (java.io.IOException e) {
      throw new PulsarClientException(e);
    }
  }
}
