package dev.meander.pipeline;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.meander.RealServers;
import dev.meander.event.BehaviorEvent.ItemPurchased;
import dev.meander.event.CategoryPath;
import dev.meander.event.EventEnvelope;
import dev.meander.event.EventId;
import dev.meander.event.Item;
import dev.meander.event.ItemId;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.log.EventCodec;
import dev.meander.log.privacy.SignedReceipt;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.pulsar.client.api.Producer;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.PulsarClientException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Somebody of whom the log holds what was never sealed, and hence stays readable, is forgotten. */
@QuarkusTest
@WithTestResource(RealServers.class)
class ErasedInClearTest extends MergedPeople {

  private static final String TOPIC = "persistent://meander/default/behavior-events";

  @Inject EventCodec codec;

  private int version;

  @AfterEach
  void theOtherVersionIsGone() {
    if (version > 0) {
      given().delete("/v1/projections/" + version).then().statusCode(204);
    }
  }

  @Test
  void aRebuildBringsNothingBackThatWasPutAsideInAnyPartitionOrFolded() throws Exception {
    String ada = "ada-" + run;
    String leak = "leak-" + run;
    String position = event(ada, "sealed").path("outcomes[0].position");
    int own = Integer.parseInt(position.substring(0, position.indexOf('.')));
    write(own, ada, codec.encode(purchase(ada)).wire());
    write(1 - Math.min(own, 1), ada, ("{\"v\":9,\"said\":\"" + leak + "\"}").getBytes(utf8()));
    await().atMost(PATIENCE).until(() -> purchases(ada) == 2);
    await().atMost(PATIENCE).until(() -> tablesNaming(leak).equals(List.of("dead_letter_1")));
    assertEquals(2, bought());

    SignedReceipt receipt =
        SignedReceipt.parse(
            awaitReceipt(given().delete("/v1/people/" + ada + "/data").path("erasureId")));
    assertEquals(1L, receipt.claims().get("entriesMadeUnreadable"));
    assertEquals(2L, receipt.claims().get("entriesLeftReadable"));
    assertForgotten(ada, leak);
    version = rebuilt();
    assertForgotten(ada, leak);
    assertEquals(2, bought("projection = 1"));
    assertEquals(2, bought("projection = " + version));

    post(ada, 1);
    awaitModel(ada);
    assertEquals(1, purchases(ada));
    assertEquals(1, sections(ada).get("event"));
    await().atMost(PATIENCE).until(() -> checksums(version).equals(checksums(1)));
  }

  private void assertForgotten(String person, String leak) throws SQLException {
    assertEquals(List.of(), tablesNaming(person));
    assertEquals(List.of(), tablesNaming(leak));
    assertEquals(404, interests(person).statusCode());
  }

  /** As events stood in the log before they were sealed. */
  private EventEnvelope purchase(String person) {
    return new EventEnvelope(
        new TenantId("default"),
        new EventId(person + "-clear"),
        new PersonId(person),
        Instant.parse("2025-03-01T12:00:00Z"),
        null,
        null,
        Map.of(),
        new ItemPurchased(
            new Item(new ItemId("i"), new CategoryPath(List.of("erasure", run)), null, null),
            1,
            null));
  }

  private static void write(int partition, String key, byte[] entry) throws PulsarClientException {
    try (PulsarClient client = ProjectedPeople.client();
        Producer<byte[]> producer =
            client.newProducer().topic(TOPIC + "-partition-" + partition).create()) {
      var _ = producer.newMessage().key(key).value(entry).send();
    }
  }

  private static java.nio.charset.Charset utf8() {
    return StandardCharsets.UTF_8;
  }
}
