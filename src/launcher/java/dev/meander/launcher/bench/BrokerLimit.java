package dev.meander.launcher.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.meander.event.EventEnvelope;
import dev.meander.launcher.embedded.EmbeddedServers;
import dev.meander.log.EventCodec;
import dev.meander.log.EventSchema;
import dev.meander.log.LoggedEvent;
import dev.meander.log.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pulsar.client.api.HashingScheme;
import org.apache.pulsar.client.api.Producer;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.PulsarClientException;
import org.apache.pulsar.client.api.SizeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the broker takes from one producer: the log's own settings, keys, schema and bytes, on a
 * topic of its own beside the log's with as many partitions and the same policies, and nothing
 * between the producer and its events but a loop.
 */
final class BrokerLimit implements AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String LOCAL_NAME = "bench-limit";
  private static final long LIMIT_SECONDS = 120;

  private final EventCodec codec = new EventCodec();
  private final PulsarClient client;
  private final Producer<LoggedEvent> producer;
  private final int partitions;
  private long bytes;
  private long messages;

  private BrokerLimit(PulsarClient client, Producer<LoggedEvent> producer, int partitions) {
    this.client = client;
    this.producer = producer;
    this.partitions = partitions;
  }

  /** The service has been up on these servers, so the log's topic is there to be copied. */
  static BrokerLimit open(EmbeddedServers servers) throws IOException, InterruptedException {
    String log = Topics.BEHAVIOR_EVENTS.of(PostedEvents.TENANT);
    String own = log.substring(0, log.lastIndexOf('/') + 1) + LOCAL_NAME;
    URI admin = URI.create(setting(servers, "meander.log.admin-url"));
    int partitions = copyTopic(admin, path(log), path(own));
    PulsarClient client =
        PulsarClient.builder()
            .serviceUrl(setting(servers, "pulsar.client.serviceUrl"))
            .memoryLimit(64, SizeUnit.MEGA_BYTES)
            .build();
    return new BrokerLimit(client, producer(client, own), partitions);
  }

  /** As the log makes its own, but for waiting where the log refuses: a limit is no burst. */
  private static Producer<LoggedEvent> producer(PulsarClient client, String topic)
      throws PulsarClientException {
    return client
        .newProducer(new EventSchema(new EventCodec()))
        .topic(topic)
        .producerName("bench-" + UUID.randomUUID())
        .hashingScheme(HashingScheme.JavaStringHash)
        .sendTimeout(30, TimeUnit.SECONDS)
        .blockIfQueueFull(true)
        .maxPendingMessages(20_000)
        .enableBatching(true)
        .batchingMaxMessages(1000)
        .batchingMaxBytes(128 * 1024)
        .batchingMaxPublishDelay(1, TimeUnit.MILLISECONDS)
        .create();
  }

  private static String setting(EmbeddedServers servers, String name) {
    String value = servers.configuration().get(name);
    if (value == null) {
      throw new BenchException("the embedded servers don't say " + name);
    }
    return value;
  }

  private static String path(String topic) {
    return topic.replace("persistent://", "/admin/v2/persistent/") + "/";
  }

  private static int copyTopic(URI admin, String from, String to)
      throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      String metadata = read(http, admin.resolve(from + "partitions"));
      int partitions = JSON.readTree(metadata).path("partitions").asInt();
      write(http, "PUT", admin.resolve(to + "partitions"), Integer.toString(partitions));
      for (String policy : List.of("retention", "inactiveTopicPolicies")) {
        String value = read(http, admin.resolve(from + policy));
        if (!value.isBlank()) {
          write(http, "POST", admin.resolve(to + policy), value);
        }
      }
      return partitions;
    }
  }

  private static String read(HttpClient http, URI uri) throws IOException, InterruptedException {
    return send(http, HttpRequest.newBuilder(uri)).body();
  }

  private static void write(HttpClient http, String method, URI uri, String json)
      throws IOException, InterruptedException {
    var _ =
        send(
            http,
            HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json)));
  }

  private static HttpResponse<String> send(HttpClient http, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(answer.uri() + " answers " + answer.statusCode());
    }
    return answer;
  }

  int partitions() {
    return partitions;
  }

  /** Mean bytes of a message so far. */
  long meanBytes() {
    return messages == 0 ? 0 : bytes / messages;
  }

  /** Writes the events and waits until the broker has stored every one: events per second. */
  double run(List<EventEnvelope> events) throws InterruptedException {
    List<LoggedEvent.Decoded> encoded = events.stream().map(codec::encode).toList();
    encoded.forEach(event -> bytes += event.wire().length);
    messages += encoded.size();
    var stored = new CountDownLatch(encoded.size());
    var failure = new AtomicReference<@Nullable Throwable>();
    long begun = System.nanoTime();
    for (LoggedEvent.Decoded event : encoded) {
      var _ =
          producer
              .newMessage()
              .key(event.envelope().personId().value())
              .value(event)
              .sendAsync()
              .whenComplete(
                  (_, thrown) -> {
                    if (thrown != null) {
                      failure.compareAndSet(null, thrown);
                    }
                    stored.countDown();
                  });
    }
    if (!stored.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      throw new BenchException("the broker has not stored all after " + LIMIT_SECONDS + " s");
    }
    Throwable thrown = failure.get();
    if (thrown != null) {
      throw new BenchException("the broker refused a message of the raw client", thrown);
    }
    return encoded.size() / ((System.nanoTime() - begun) / 1e9);
  }

  @Override
  public void close() throws PulsarClientException {
    producer.close();
    client.close();
  }
}
