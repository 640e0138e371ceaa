package dev.meander.pipeline;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
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
import dev.meander.log.EventCodec;
import dev.meander.log.privacy.Erasure;
import dev.meander.log.privacy.Erasures;
import dev.meander.log.privacy.SignedReceipt;
import dev.meander.projection.PersonRemains;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
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

  private static final TenantId TENANT = new TenantId("default");

  @Inject EventCodec codec;
  @Inject Erasures erasures;
  @Inject ErasureSteps steps;
  @Inject PersonRemains remains;
  @Inject Rebuilds rebuilds;

  private int version;

  @AfterEach
  void theOtherVersionIsGone() {
    if (version > 0) {
      given().delete("/v1/projections/" + version).then().statusCode(204);
    }
  }

  @Test
  void aVersionThatIsFilledIsWaitedForWhereItLagsInAnotherPartition() throws Exception {
    String ada = "ada-" + run;
    String position = event(ada, "sealed").path("outcomes[0].position");
    int own = partition(position);
    int other = 1 - Math.min(own, 1);
    await().atMost(PATIENCE).until(() -> purchases(ada) == 1);
    version = rebuilt();
    try (Connection held = database.getConnection()) {
      lockPosition(held, other);
      write(other, ada, codec.encode(purchase(ada)).wire());
      await().atMost(PATIENCE).until(() -> bought("projection = 1") == 2);
      UUID asked = UUID.fromString(given().delete("/v1/people/" + ada + "/data").path("erasureId"));
      await().atMost(PATIENCE).until(() -> servingHasLetGo(open(asked)));
      Erasure erasure = open(asked);
      assertEquals(Erasure.Step.MARKED, erasure.step());
      assertFalse(ProjectedPeople.blocking(() -> steps.passed(erasure)));
      held.rollback();
      var _ = awaitReceipt(asked.toString());
    }
    await().atMost(PATIENCE).until(() -> checksums(version).equals(checksums(1)));
    assertEquals(2, bought("projection = " + version));
    assertEquals(List.of(), tablesNaming(ada));
  }

  @Test
  void aVersionThatStoodStillShortOfThemIsRefused() throws Exception {
    String ada = "ada-" + run;
    int own = partition(event(ada, "sealed").path("outcomes[0].position"));
    await().atMost(PATIENCE).until(() -> purchases(ada) == 1);
    version = rebuilt();
    // As when the process that fills it ends.
    rebuilds.stop(new ShutdownEvent());
    abandoned(version);
    write(1 - Math.min(own, 1), ada, codec.encode(purchase(ada)).wire());
    await().atMost(PATIENCE).until(() -> bought("projection = 1") == 2);
    var _ = awaitReceipt(given().delete("/v1/people/" + ada + "/data").path("erasureId"));

    given().post("/v1/projections/" + version + "/fill").then().statusCode(202);
    await().atMost(PATIENCE).until(() -> is(version, "caughtUp") || !is(version, "filledHere"));
    assertFalse(is(version, "caughtUp"), "it lacks what is passed over");
    assertRefused(version, "switch");
    assertEquals(1, bought("projection = " + version));
    assertEquals(List.of(), tablesNaming(ada));
  }

  private Erasure open(UUID id) {
    return ProjectedPeople.blocking(() -> erasures.open(TENANT)).stream()
        .filter(one -> one.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private boolean servingHasLetGo(Erasure erasure) {
    return switch (erasure.step()) {
      case REQUESTED -> false;
      case MARKED ->
          erasure.viewsGone()
              && ProjectedPeople.blocking(
                  () -> remains.passed(TENANT, Objects.requireNonNull(erasure.marker())))
              && ProjectedPeople.blocking(() -> remains.reached(TENANT, erasure.reach()));
      case DESTROYED, COMPLETED -> true;
    };
  }

  /** Holds up whoever fills the version from that partition. */
  private void lockPosition(Connection held, int partition) throws SQLException {
    held.setAutoCommit(false);
    try (PreparedStatement lock =
        held.prepareStatement(
            "select 1 from log_position where tenant = 'default' and projection = ?"
                + " and partition = ? for update")) {
      lock.setInt(1, version);
      lock.setInt(2, partition);
      assertTrue(lock.executeQuery().next());
    }
  }

  private static int partition(String position) {
    return Integer.parseInt(position.substring(0, position.indexOf('.')));
  }

  @Test
  void aRebuildBringsNothingBackThatWasPutAsideInAnyPartitionOrFolded() throws Exception {
    String ada = "ada-" + run;
    String leak = "leak-" + run;
    String position = event(ada, "sealed").path("outcomes[0].position");
    int own = partition(position);
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
        TENANT,
        new EventId(person + "-clear"),
        new PersonId(person),
        Instant.parse("2025-02-01T12:00:00Z"),
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
