package dev.meander.pipeline;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.meander.RealServers;
import dev.meander.event.BehaviorEvent.PersonMerged;
import dev.meander.event.EventEnvelope;
import dev.meander.event.EventId;
import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.log.EventCodec;
import dev.meander.log.EventLog;
import dev.meander.log.privacy.Erasure;
import dev.meander.log.privacy.Erasures;
import dev.meander.log.privacy.SignedReceipt;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Which names are erased with one, where the claim comes about the time of the request. */
@QuarkusTest
@WithTestResource(RealServers.class)
class ErasedNamesTest extends MergedPeople {

  private static final TenantId TENANT = new TenantId("default");

  @Inject Erasures erasures;
  @Inject ErasureMarking marking;
  @Inject EventLog log;
  @Inject EventCodec codec;

  @Test
  void aClaimThatTheLogHeldAndNobodyHadFoldedIsCovered() throws Exception {
    String ada = "ada-" + run;
    String bob = "bob-" + run;
    post(ada, 1);
    LogPosition last = LogPosition.parse(event(bob, "e").path("outcomes[0].position"));
    awaitModel(ada);
    awaitModel(bob);

    var id = erasures.request(TENANT, new PersonId(ada)).await().atMost(PATIENCE).id();
    Erasure erasure = erasures.find(TENANT, id).await().atMost(PATIENCE).orElseThrow();
    var marked =
        marking
            .mark(erasure, new PersonId(ada), Objects.requireNonNull(erasure.pseudonym()))
            .await()
            .atMost(PATIENCE);
    // As if the claim had stood there, and its partition lagged.
    List<LogPosition> reach = new ArrayList<>(marked.reach());
    reach.removeIf(end -> end.partition() == last.partition());
    LogPosition end =
        marked.reach().stream()
            .filter(one -> one.partition() == last.partition())
            .findFirst()
            .orElseThrow();
    assertFalse(end.compareTo(last) < 0, () -> end + " lies before " + last);
    reach.add(new LogPosition(end.partition(), end.ledgerId(), end.entryId() + 1, -1));
    erasures
        .marked(erasure, marked.position(), marked.events(), marked.plain(), reach)
        .await()
        .atMost(PATIENCE);
    await().atMost(PATIENCE).until(() -> !tablesNaming(ada).contains("interest_profile_1"));
    assertEquals("marked", state(id.toString()));
    assertEquals(
        1, log.append(List.of(codec.encode(claim(bob, ada)))).await().atMost(PATIENCE).size());

    SignedReceipt receipt = SignedReceipt.parse(awaitReceipt(id.toString()));
    assertEquals(2L, receipt.claims().get("names"));
    for (String name : List.of(ada, bob)) {
      assertEquals(List.of(), tablesNaming(name));
      assertEquals(404, interests(name).statusCode());
    }
    assertEquals(2, bought());
  }

  private static EventEnvelope claim(String known, String member) {
    return new EventEnvelope(
        TENANT,
        new EventId(known + "-claim"),
        new PersonId(known),
        Instant.parse("2025-03-02T10:00:00Z"),
        null,
        null,
        Map.of(),
        new PersonMerged(new PersonId(member), true));
  }

  @Test
  void aClaimThatComesLaterIsRefusedAndAfterwardsIsOneOfSomebodyNew() throws Exception {
    String ada = "ada-" + run;
    String bob = "bob-" + run;
    post(ada, 2);
    post(bob, 3);
    awaitModel(ada);
    awaitModel(bob);
    String erasure = given().delete("/v1/people/" + ada + "/data").path("erasureId");
    await()
        .atMost(PATIENCE)
        .until(() -> event(ada, UUID.randomUUID().toString()).statusCode() == 422);
    for (boolean merged : List.of(true, false)) {
      given()
          .contentType("application/json")
          .body(naming(bob, "claim", "2025-03-02T10:00:00Z", ada, merged))
          .post("/v1/events")
          .then()
          .statusCode(422)
          .body("outcomes[0].errors[0].pointer", equalTo("/member"));
    }
    SignedReceipt receipt = SignedReceipt.parse(awaitReceipt(erasure));
    assertFalse(receipt.claims().containsKey("names"));
    assertEquals(List.of(), tablesNaming(ada));
    assertEquals(3, purchases(bob));

    String claimed = merge(bob, "claim", "2025-03-02T10:00:00Z", ada, true);
    awaitPurchases(bob, claimed, 3);
    String back = event(ada, "back").path("outcomes[0].position");
    awaitPurchases(bob, back, 4);
    await().atMost(PATIENCE).until(() -> purchases(ada) == 4);
  }
}
