package dev.meander.launcher.durability;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.pulsar.client.api.Consumer;
import org.apache.pulsar.client.api.MessageId;
import org.apache.pulsar.client.api.Producer;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.PulsarClientException;
import org.apache.pulsar.client.api.SubscriptionInitialPosition;
import org.apache.pulsar.client.api.SubscriptionType;

/**
 * Appends events as fast as the broker takes them, and acknowledges them on a subscription as the
 * projector does, so that cursors are written too.
 */
final class WriteLoad implements AutoCloseable {

  private final PulsarClient client;
  private final Producer<byte[]> producer;
  private final Consumer<byte[]> consumer;
  private final NumberedEvents events;
  private final Thread thread;
  private volatile boolean stopped;

  private WriteLoad(
      PulsarClient client,
      Producer<byte[]> producer,
      Consumer<byte[]> consumer,
      NumberedEvents events) {
    this.client = client;
    this.producer = producer;
    this.consumer = consumer;
    this.events = events;
    this.thread = Thread.ofPlatform().daemon().name("kill-loop-load").unstarted(this::append);
  }

  static WriteLoad start(String serviceUrl, String topic, NumberedEvents events)
      throws PulsarClientException {
    PulsarClient client = PulsarClient.builder().serviceUrl(serviceUrl).build();
    Producer<byte[]> producer =
        client
            .newProducer()
            .topic(topic)
            .blockIfQueueFull(true)
            .maxPendingMessages(2000)
            .sendTimeout(0, TimeUnit.SECONDS)
            .create();
    Consumer<byte[]> consumer =
        client
            .newConsumer()
            .topic(topic)
            .subscriptionName("projector")
            .subscriptionType(SubscriptionType.Failover)
            .subscriptionInitialPosition(SubscriptionInitialPosition.Earliest)
            .messageListener(
                (from, message) -> {
                  CompletableFuture<Void> _ = from.acknowledgeAsync(message);
                })
            .subscribe();
    WriteLoad load = new WriteLoad(client, producer, consumer, events);
    load.thread.start();
    return load;
  }

  private void append() {
    while (!stopped) {
      int number = events.number();
      CompletableFuture<MessageId> _ =
          producer
              .newMessage()
              .key("person-" + number % 997)
              .value(NumberedEvents.body(number))
              .sendAsync()
              .whenComplete(
                  (_, failure) -> {
                    if (failure == null) {
                      events.acknowledge(number);
                    }
                  });
    }
  }

  /** Gives up whatever the broker, dead by now, has not answered. */
  @Override
  public void close() throws PulsarClientException {
    stopped = true;
    consumer.pause();
    client.close();
    // It may wait for a place in a queue that nobody empties any more.
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
