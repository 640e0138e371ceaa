package dev.meander.pipeline;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.RealServers;
import dev.meander.event.EventEnvelope;
import dev.meander.event.EventId;
import dev.meander.event.PersonId;
import dev.meander.log.privacy.SealedMessage;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.pulsar.client.api.PulsarClientException;
import org.junit.jupiter.api.Test;

/** What cannot be folded is put aside, looked at, mended, retried and discarded: over REST. */
@QuarkusTest
@WithTestResource(RealServers.class)
class ParkedTest extends PoisonedPeople {

  @Test
  void an_event_of_an_unknown_version_is_mended_and_retried_as_if_it_had_been_good()
      throws PulsarClientException, SQLException {
    PersonId person = new PersonId(people + "sick");
    List<EventEnvelope> events = events(person);
    String good = text(events.get(BAD));
    append(events.subList(0, BAD));
    SealedMessage bad = sealed(person, good.replace("{\"v\":1,", "{\"v\":9,"));
    send(bad.key(), bad.bytes());
    append(events.subList(BAD + 1, EVENTS));
    awaitFolded(append(3, 30));
    awaitFolded(Map.of(person, events.subList(0, BAD)));
    String position = parked(bad.key(), "UNKNOWN_VERSION", EVENTS - BAD);
    assertNothingReadable(bad.key());

    JsonPath shown =
        given().get("/v1/parked/" + position).then().statusCode(200).extract().jsonPath();
    assertTrue(shown.getString("detail").startsWith("version 9"), shown.getString("detail"));
    assertEquals(9, shown.getInt("event.v"));
    assertEquals(person.value(), shown.getString("event.personId"));
    assertEquals(EVENTS - BAD, shown.getList("together").size());

    mend(position, good).then().statusCode(202).body("decision", equalTo("mend"));
    await()
        .atMost(PATIENCE)
        .until(() -> given().get("/v1/parked/" + position).jsonPath().getBoolean("mended"));
    assertNothingReadable(bad.key());
    assertEquals(BAD, current(person).orElseThrow().profile().eventCount());

    given().post("/v1/parked/" + position + "/retry").then().statusCode(202);
    awaitFolded(Map.of(person, events));
    given()
        .get("/v1/parked/" + position)
        .then()
        .statusCode(404)
        .body("type", equalTo("urn:meander:problem:unknown-parked"));
  }

  @Test
  void an_event_that_makes_the_fold_fail_is_discarded_as_if_it_had_never_been()
      throws SQLException {
    PersonId person = new PersonId(people + "sick");
    List<EventEnvelope> events = events(person);
    EventEnvelope never =
        new EventEnvelope(
            TENANT,
            new EventId("never"),
            person,
            Instant.ofEpochMilli(Long.MAX_VALUE / 2),
            null,
            null,
            Map.of(),
            events.getFirst().event());
    append(events.subList(0, BAD));
    append(List.of(never));
    append(events.subList(BAD, EVENTS));
    awaitFolded(append(3, 30));
    awaitFolded(Map.of(person, events.subList(0, BAD)));
    String key = sealed(person, "").key();
    String position = parked(key, "FOLD_FAILED: IllegalArgumentException", 1 + EVENTS - BAD);
    given()
        .get("/q/health/ready")
        .then()
        .statusCode(200)
        .body("checks.find{it.name=='projection'}.data.parkedPeople", greaterThanOrEqualTo(1));
    given()
        .get("/q/metrics")
        .then()
        .statusCode(200)
        .body(containsString("meander_projection_parked_people"));
    given().delete("/v1/parked/" + position).then().statusCode(202);
    awaitFolded(Map.of(person, events));
    await().atMost(PATIENCE).until(() -> rows(key) == 0);
  }

  @Test
  void a_message_of_nobody_holds_nobody_and_is_discarded() throws PulsarClientException {
    String mark = "{\"" + people;
    send(null, mark.getBytes(StandardCharsets.UTF_8));
    awaitFolded(append(4, 10));
    String position =
        await().atMost(PATIENCE).until(() -> ofNobody(mark), found -> !found.isEmpty());
    mend(position, text(events(new PersonId("p")).getFirst())).then().statusCode(409);
    given().delete("/v1/parked/" + position).then().statusCode(202);
    await().atMost(PATIENCE).until(() -> given().get("/v1/parked/" + position).statusCode() == 404);
  }

  @Test
  void what_cannot_be_decided_is_refused_and_changes_nothing() throws PulsarClientException {
    PersonId person = new PersonId(people + "sick");
    List<EventEnvelope> events = events(person);
    append(events.subList(0, BAD));
    SealedMessage bad = sealed(person, "{\"v\":1,\"ten");
    send(bad.key(), bad.bytes());
    awaitFolded(Map.of(person, events.subList(0, BAD)));
    String position = parked(bad.key(), "NOT_JSON", 1);
    String others = text(events(new PersonId(people + "other")).getFirst());
    mend(position, others)
        .then()
        .statusCode(409)
        .body("type", equalTo("urn:meander:problem:parked-conflict"));
    mend(position, "{\"v\":1}").then().statusCode(422).body("errors", hasSize(1));
    mend(position, "{").then().statusCode(400);
    given().post("/v1/parked/0.1.2.3/retry").then().statusCode(404);
    given().get("/v1/parked/nowhere").then().statusCode(400);
    given().get("/v1/parked?limit=0").then().statusCode(400);
    given().get("/v1/parked?after=nowhere").then().statusCode(400);
    given().post("/v1/parked/" + position + "/retry").then().statusCode(202);
    awaitFolded(append(4, 10));
    assertEquals(position, parked(bad.key(), "NOT_JSON", 1));
    mend(position, text(events.get(BAD))).then().statusCode(202);
    given().post("/v1/parked/" + position + "/retry").then().statusCode(202);
    awaitFolded(Map.of(person, events.subList(0, BAD + 1)));
  }
}
