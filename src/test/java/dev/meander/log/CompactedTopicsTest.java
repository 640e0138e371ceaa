package dev.meander.log;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.meander.RealServers;
import dev.meander.event.TenantId;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.pulsar.client.api.Consumer;
import org.apache.pulsar.client.api.Message;
import org.apache.pulsar.client.api.MessageId;
import org.apache.pulsar.client.api.Producer;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.PulsarClientException;
import org.apache.pulsar.client.api.Reader;
import org.apache.pulsar.client.api.SubscriptionInitialPosition;
import org.junit.jupiter.api.Test;

/** What the broker keeps of a compacted topic, and what is read of it, with a real broker. */
final class CompactedTopicsTest {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int PEOPLE = 16;
  private static final int ROUNDS = 6;
  private static final int BYTES = 8 << 10;
  private static final int EACH = 8;
  private static final long MEBIBYTE = 1L << 20;

  private final TenantId tenant = new TenantId("c-" + UUID.randomUUID());
  private final String admin = RealServers.shared().getOrDefault("meander.log.admin-url", "");
  private final Random random = new Random(3);
  private final Map<String, Integer> newest = new HashMap<>();

  @Test
  void what_is_compacted_goes_and_a_reader_still_meets_everybody() throws Exception {
    assertEquals(1, new PulsarTopology(config(), tenant).ensure());
    String topic = Topics.INTEREST_PROFILES.of(tenant) + "-partition-0";
    String path = topic.replace("://", "/");
    try (PulsarClient client = client()) {
      for (int round = 0; round < ROUNDS; round++) {
        publish(client, topic, round);
        // A ledger ends.
        JsonNode _ = ask("PUT", path + "/unload");
      }
      assertTrue(stored(path) > ROUNDS * MEBIBYTE * 8 / 10);
      // Nothing is compacted yet, so all of it stays.
      trim(path);
      assertTrue(stored(path) > ROUNDS * MEBIBYTE * 8 / 10);
      assertEquals(newest, read(client, topic));

      JsonNode _ = ask("PUT", path + "/compaction");
      await()
          .atMost(PATIENCE)
          .until(() -> ask("GET", path + "/compaction").path("status").asText().equals("SUCCESS"));
      JsonNode _ = ask("PUT", path + "/unload");
      assertEquals(newest, read(client, topic));
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                trim(path);
                return stored(path) < 3 * MEBIBYTE;
              });
      assertEquals(newest, read(client, topic));
    }
  }

  @Test
  void what_a_subscription_has_before_it_is_told_in_bytes() throws Exception {
    LogConfig config = config();
    assertEquals(1, new PulsarTopology(config, tenant).ensure());
    String topic = Topics.INTEREST_PROFILES.of(tenant) + "-partition-0";
    SubscriptionBacklog backlog = new SubscriptionBacklog(config);
    assertEquals(0, bytes(backlog));
    try (PulsarClient client = client();
        Consumer<byte[]> consumer =
            client
                .newConsumer()
                .topic(topic)
                .subscriptionName("scorer")
                .subscriptionInitialPosition(SubscriptionInitialPosition.Earliest)
                .subscribe()) {
      publish(client, topic, 0);
      await().atMost(PATIENCE).until(() -> bytes(backlog) > (long) PEOPLE * EACH * BYTES);
      MessageId last = consumer.getLastMessageIds().getFirst();
      consumer.acknowledgeCumulative(last);
      await().atMost(PATIENCE).until(() -> bytes(backlog) == 0);
    }
  }

  private long bytes(SubscriptionBacklog backlog) {
    return backlog.bytes(tenant, Topics.INTEREST_PROFILES, "scorer").await().atMost(PATIENCE);
  }

  /** Some of each person, of which the last counts. */
  private void publish(PulsarClient client, String topic, int round) throws PulsarClientException {
    try (Producer<byte[]> producer = client.newProducer().topic(topic).create()) {
      for (int i = 0; i < PEOPLE * EACH; i++) {
        byte[] value = new byte[BYTES];
        random.nextBytes(value);
        String person = "p-" + i % PEOPLE;
        // Who is silent from the second round on is to be found all the same.
        if (round == 0 || i % PEOPLE > 1) {
          MessageId _ = producer.newMessage().key(person).value(value).send();
          newest.put(person, Arrays.hashCode(value));
        }
      }
    }
  }

  private static Map<String, Integer> read(PulsarClient client, String topic) throws IOException {
    Map<String, Integer> read = new HashMap<>();
    try (Reader<byte[]> reader =
        client
            .newReader()
            .topic(topic)
            .readCompacted(true)
            .startMessageId(MessageId.earliest)
            .create()) {
      while (reader.hasMessageAvailable()) {
        Message<byte[]> message = reader.readNext();
        read.put(message.getKey(), Arrays.hashCode(message.getValue()));
      }
    }
    return read;
  }

  private long stored(String path) throws IOException, InterruptedException {
    long bytes = 0;
    for (JsonNode ledger : ask("GET", path + "/internalStats").path("ledgers")) {
      bytes += ledger.path("size").asLong();
    }
    return bytes;
  }

  private void trim(String path) throws IOException, InterruptedException {
    JsonNode _ = ask("POST", path + "/trim");
  }

  private JsonNode ask(String method, String path) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(admin + "/admin/v2/" + path))
                  .timeout(PATIENCE)
                  .method(method, HttpRequest.BodyPublishers.noBody())
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
      assertEquals(2, answer.statusCode() / 100, () -> path + " answered " + answer.statusCode());
      return new JsonMapper().readTree(answer.body());
    }
  }

  private LogConfig config() {
    return new SmallRyeConfigBuilder()
        .withMapping(LogConfig.class)
        .withConverter(Duration.class, 200, new DurationConverter())
        .withConverter(MemorySize.class, 200, new MemorySizeConverter())
        .withDefaultValues(
            Map.of(
                "meander.log.admin-url", admin,
                "meander.log.partitions", "1",
                "meander.log.compaction-threshold", "1M"))
        .build()
        .getConfigMapping(LogConfig.class);
  }

  private static PulsarClient client() throws PulsarClientException {
    return PulsarClient.builder()
        .serviceUrl(RealServers.shared().getOrDefault("pulsar.client.serviceUrl", ""))
        .build();
  }
}
