package dev.meander.launcher.erasure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.RealServers;
import dev.meander.event.BehaviorEvent.ItemPurchased;
import dev.meander.event.CategoryPath;
import dev.meander.event.EventEnvelope;
import dev.meander.event.EventId;
import dev.meander.event.Item;
import dev.meander.event.ItemId;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.launcher.rebuild.RebuildClient;
import dev.meander.launcher.terminal.Progress;
import dev.meander.log.EventCodec;
import dev.meander.log.Topics;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.pulsar.client.api.Producer;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.PulsarClientException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An event in clear under a key that is not its person's, as no writer of ours makes it, outlives
 * the person's erasure: the proof says so.
 */
@QuarkusTest
@WithTestResource(RealServers.class)
@TestProfile(OddKeyTest.OwnShop.class)
class OddKeyTest {

  /** What is written here stays in the log for good, and comes back with each rebuild. */
  public static final class OwnShop implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of("meander.tenant", TENANT.value());
    }
  }

  private static final TenantId TENANT = new TenantId("odd-key");
  private static final String PERSON = "odd-" + UUID.randomUUID();

  @TestHTTPResource("/")
  URI service = URI.create("http://127.0.0.1");

  @Inject EventCodec codec;

  private final Progress progress = Progress.onStandardError();

  @Test
  void an_event_in_clear_under_a_foreign_key_is_reported_and_not_passed_over(@TempDir Path folder)
      throws Exception {
    Map<String, String> configuration = new HashMap<>(RealServers.shared());
    Path masters = Files.createDirectories(folder.resolve("keys")).resolve("master.keys");
    Files.writeString(masters, configuration.getOrDefault("meander.privacy.master-keys", ""));
    configuration.put("meander.privacy.master-key-file", masters.toString());
    try (var requests = new PersonRequests(service, new PersonId(PERSON), progress)) {
      requests.act(Instant.now());
      write("anybody", "in-clear");
      Proof proof =
          new Proof(new Proof.Subject(folder, configuration, TENANT, requests.names()), progress);
      Look before = proof.before();
      assertEquals(14, before.replay().ofLeftOut());
      Verdict verdict = proof.after(before, requests.erase(), new Rebuilding());
      assertEquals(1, verdict.readableAfter(), verdict::toString);
      assertEquals(13, verdict.unreadable(), verdict::toString);
      // In the topic as it stands; the tables that serve have let go.
      assertEquals(1, verdict.found(), verdict::toString);
      // But a version that reads the log anew brings the person back.
      assertFalse(verdict.rebuilt(), verdict::toString);
      assertFalse(verdict.holds(), verdict::toString);
    }
  }

  private void write(String key, String id) throws PulsarClientException {
    EventEnvelope event =
        new EventEnvelope(
            TENANT,
            new EventId(PERSON + id),
            new PersonId(PERSON),
            Instant.parse("2025-02-01T12:00:00Z"),
            null,
            null,
            Map.of(),
            new ItemPurchased(
                new Item(new ItemId("i"), new CategoryPath(List.of("odd-key")), null, null),
                1,
                null));
    try (PulsarClient client =
            PulsarClient.builder()
                .serviceUrl(RealServers.shared().get("pulsar.client.serviceUrl"))
                .build();
        Producer<byte[]> producer =
            client.newProducer().topic(Topics.BEHAVIOR_EVENTS.of(TENANT)).create()) {
      var _ = producer.newMessage().key(key).value(codec.encode(event).wire()).send();
    }
  }

  /** Another version, filled from the log as it stands. */
  private final class Rebuilding implements Proof.Rebuilding {
    private final RebuildClient client = new RebuildClient(service);

    @Override
    public int fill() throws IOException, InterruptedException {
      int version = client.begin(0, 0);
      assertTrue(client.awaitLevel(version, _ -> {}).path("caughtUp").asBoolean());
      return version;
    }

    @Override
    public void drop(int version) throws IOException, InterruptedException {
      client.drop(version);
      client.close();
    }
  }
}
