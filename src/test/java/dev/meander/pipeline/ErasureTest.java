package dev.meander.pipeline;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.RealServers;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.log.privacy.Commitment;
import dev.meander.log.privacy.Erasure;
import dev.meander.log.privacy.Erasures;
import dev.meander.log.privacy.SignedReceipt;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.apache.pulsar.client.api.HashingScheme;
import org.apache.pulsar.client.api.Producer;
import org.apache.pulsar.client.api.PulsarClient;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** Forgetting, from the request to the receipt, over real servers. */
@QuarkusTest
@WithTestResource(RealServers.class)
class ErasureTest extends PeopleToForget {

  private static final String EARLIER = "?asOf=2025-03-02T00:00:00Z";
  private static final TenantId TENANT = new TenantId("default");
  @Inject RedisDataSource redis;

  @ConfigProperty(name = "pulsar.client.serviceUrl")
  String serviceUrl;

  @Inject Erasures erasures;
  @Inject ErasureMarking marking;

  @Test
  void whoIsErasedIsGoneEverywhereAndTheOthersAndTheDemandAreAsTheyWere() throws Exception {
    String ada = "ada-" + run;
    String bob = "bob-" + run;
    post(ada, 4);
    post(bob, 5);
    String known = "remembered";
    event(ada, known).then().body("accepted", equalTo(1));
    event(ada, known).then().body("duplicate", equalTo(1));
    awaitModel(ada);
    awaitModel(bob);
    String others = interests(bob).asString().replaceAll("\"ageMs\":\\d+", "");
    assertEquals(10, bought());
    assertEquals(
        Map.of("person", 1L, "key", 1L, "view", 3L, "profile", 1L, "day", 1L, "event", 5L),
        sections(ada));
    given().get("/v1/people/" + ada + "/trajectory").then().statusCode(200);
    assertFalse(tablesNaming(ada).isEmpty());
    assertFalse(redis.key().keys("*" + ada + "*").isEmpty());

    Response requested = given().delete("/v1/people/" + ada + "/data");
    requested.then().statusCode(202).header("Location", endsWith(requested.<String>path("status")));
    byte[] state = awaitReceipt(requested.path("erasureId"));

    SignedReceipt receipt = SignedReceipt.parse(state);
    byte[] keys = given().get("/v1/erasures/keys").then().statusCode(200).extract().asByteArray();
    assertTrue(receipt.verifies(SignedReceipt.keyOf(keys, receipt.keyId())));
    assertEquals(
        Commitment.hash(requested.path("nonce"), new PersonId(ada)),
        receipt.claims().get("person"));
    assertEquals(5L, receipt.claims().get("entriesMadeUnreadable"));
    assertEquals(0L, receipt.claims().get("entriesLeftReadable"));
    SignedReceipt forged =
        SignedReceipt.parse(
            new String(state, StandardCharsets.UTF_8)
                .replace("\"entriesMadeUnreadable\":5", "\"entriesMadeUnreadable\":6")
                .getBytes(StandardCharsets.UTF_8));
    assertFalse(forged.verifies(SignedReceipt.keyOf(keys, receipt.keyId())));

    for (String read :
        List.of(
            "interests", "migration", "evolution", "trajectory", "data", "interests" + EARLIER)) {
      given().get("/v1/people/" + ada + "/" + read).then().statusCode(404);
    }
    assertEquals(List.of(), tablesNaming(ada));
    assertEquals(List.of(), redis.key().keys("*" + ada + "*"));
    assertEquals(others, interests(bob).asString().replaceAll("\"ageMs\":\\d+", ""));
    assertEquals(10, bought());

    // The look-up of ids has forgotten hers as well.
    event(ada, known).then().body("accepted", equalTo(1));
    awaitModel(ada);
    interests(ada).then().body("counts", equalTo(Map.of("item_purchased", 1)));
    assertEquals(1, sections(ada).get("event"));
  }

  @Test
  void whatWasPutAsideOfThePersonIsHandedOutAndForgottenAsWell() throws Exception {
    String ada = "ada-" + run;
    post(ada, 1);
    String key =
        given().get("/v1/people/" + ada + "/data").path("find { it.section == 'key' }.messageKey");
    try (PulsarClient client = PulsarClient.builder().serviceUrl(serviceUrl).build();
        Producer<byte[]> producer =
            client
                .newProducer()
                .topic("persistent://meander/default/behavior-events")
                .hashingScheme(HashingScheme.JavaStringHash)
                .create()) {
      var _ =
          producer.newMessage().key(key).value(("{" + run).getBytes(StandardCharsets.UTF_8)).send();
    }
    await().atMost(PATIENCE).until(() -> sections(ada).getOrDefault("parked", 0L) == 1);
    Response requested = given().delete("/v1/people/" + ada + "/data");
    SignedReceipt receipt = SignedReceipt.parse(awaitReceipt(requested.path("erasureId")));
    assertEquals(1L, receipt.claims().get("parkedEventsDeleted"));
    assertEquals(List.of(), tablesNaming("{" + run));
    assertEquals(List.of(), tablesNaming(key));
  }

  @Test
  void whatIsCountedAsPutAsideFallsWithWhatTheLastStepOfAnErasureDeletes() throws Exception {
    String ada = "ada-" + run;
    String position = event(ada, "first").path("outcomes[0].position");
    int elsewhere = position.startsWith("0.") ? 1 : 0;
    int before = parkedPeopleCounted();
    // As entries were keyed once, hence in another partition than the one that is passed.
    putAside(ada, elsewhere);
    await().atMost(PATIENCE).until(() -> parkedPeople() == before + 1);
    var _ = awaitReceipt(given().delete("/v1/people/" + ada + "/data").path("erasureId"));
    assertEquals(List.of(), tablesNaming(ada));
    await().atMost(PATIENCE).until(() -> parkedPeople() == before);
  }

  private void putAside(String key, int partition) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      int _ =
          statement.executeUpdate(
              """
              with counted as (
                update log_position set parked_people = parked_people + 1,
                  parked_entries = parked_entries + 1
                where projection = 1 and tenant = 'default' and partition = %1$d),
              held as (
                insert into parked_person values (1, 'default', %1$d, '%2$s', 1, 0))
              insert into dead_letter
              values (1, 'default', %1$d, 0, 0, -2, now(), '%2$s', 'NOT_JSON', '\\x7b', null)
              """
                  .formatted(partition, key));
    }
  }

  /** What the readiness shows a few seconds later. */
  private int parkedPeopleCounted() throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet sum =
            statement.executeQuery(
                "select coalesce(sum(parked_people), 0) from log_position"
                    + " where projection = 1 and tenant = 'default'")) {
      assertTrue(sum.next());
      return sum.getInt(1);
    }
  }

  private static int parkedPeople() {
    Integer found =
        given().get("/q/health/ready").path("checks.find{it.name=='projection'}.data.parkedPeople");
    return found == null ? 0 : found;
  }

  @Test
  void erasingTwiceAtOnceIsOneErasureAndSomebodyUnknownIsErasedAllTheSame() {
    String nobody = "nobody-" + run;
    Response first = given().delete("/v1/people/" + nobody + "/data");
    Response second = given().delete("/v1/people/" + nobody + "/data");
    second.then().statusCode(202).body("erasureId", equalTo(first.<String>path("erasureId")));
    second.then().body("nonce", nullValue());
    byte[] receipt = awaitReceipt(first.path("erasureId"));
    assertEquals(0L, SignedReceipt.parse(receipt).claims().get("entriesMadeUnreadable"));
    Response third = given().delete("/v1/people/" + nobody + "/data");
    assertNotEquals(first.<String>path("erasureId"), third.path("erasureId"));
    var _ = awaitReceipt(third.path("erasureId"));
    given().get("/v1/erasures/" + UUID.randomUUID()).then().statusCode(404);
    given().get("/v1/erasures/none").then().statusCode(404);
  }

  @Test
  void eventsThatComeInMeanwhileAreErasedOrRefusedAndNoneComesBack() throws Exception {
    String ada = "ada-" + run;
    post(ada, 3);
    awaitModel(ada);
    Response requested = given().delete("/v1/people/" + ada + "/data");
    String id = requested.path("erasureId");
    int refused = 0;
    int sent = 0;
    while (!state(id).equals("completed")) {
      Response answer = event(ada, "meanwhile-" + sent++);
      if (answer.statusCode() == 422) {
        assertEquals("/personId", answer.path("outcomes[0].errors[0].pointer"));
        refused++;
      } else {
        assertTrue(Set.of(202, 503).contains(answer.statusCode()), answer::asString);
      }
    }
    assertTrue(refused > 0);
    int before = sent;
    await().atMost(PATIENCE).until(() -> event(ada, "back").statusCode() == 202);
    awaitModel(ada);
    assertTrue(interests(ada).<Integer>path("counts.item_purchased") <= 2, "of " + before);
    assertTrue(sections(ada).getOrDefault("event", 0L) <= 2);
  }

  @Test
  void aProcessThatDiedBetweenTheMarkerAndItsNoteLeavesAnErasureThatFinishes() throws Exception {
    String ada = "ada-" + run;
    post(ada, 3);
    awaitModel(ada);
    UUID id = erasures.request(TENANT, new PersonId(ada)).await().atMost(PATIENCE).id();
    Erasure erasure = erasures.find(TENANT, id).await().atMost(PATIENCE).orElseThrow();
    // The marker is in the log, and nobody noted it down.
    assertEquals(
        3,
        marking
            .mark(erasure, new PersonId(ada), Objects.requireNonNull(erasure.pseudonym()))
            .await()
            .atMost(PATIENCE)
            .events());
    var _ = awaitReceipt(id.toString());
    assertEquals(3, bought());
    assertEquals(List.of(), tablesNaming(ada));
    assertEquals(404, interests(ada).statusCode());
  }
}
