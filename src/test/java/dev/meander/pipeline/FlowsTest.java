package dev.meander.pipeline;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.meander.RealServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The flows of people whose categories nobody else visits, from their events to the answer. */
@QuarkusTest
@WithTestResource(RealServers.class)
class FlowsTest {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final String run = UUID.randomUUID().toString();

  @Test
  void movesBetweenCategoriesAreCountedAndFiltered() {
    visit("ada", "lamp", "lamp", "phone", "lamp", "shoe");
    visit("bob", "lamp", "phone", "shoe");
    awaitMoves("from=" + root() + "&from=phone", 2);
    given()
        .get("/v1/flows?from=" + root() + "&from=lamp")
        .then()
        .statusCode(200)
        .header("ETag", matchesPattern("\"flows-.*\""))
        .body("source", equalTo("projection"))
        .body("model", nullValue())
        .body("freshness.position", notNullValue())
        .body("statistics.checksum", matchesPattern("[0-9a-f]{64}"))
        .body("statistics.kept", equalTo(1.0f))
        .body("statistics.people", greaterThan(1))
        .body("from.category", equalTo(List.of(root(), "lamp")))
        .body("from.visits", equalTo(3))
        .body("from.visitors", equalTo(2))
        .body("from.movesOut", equalTo(3))
        .body("from.movesIn", equalTo(1))
        .body("from.firstMovesIn", equalTo(0))
        .body("flows", hasSize(2))
        .body("flows[0].to", equalTo(List.of(root(), "phone")))
        .body("flows[0].moves", equalTo(2))
        .body("flows[0].firstMoves", equalTo(2))
        .body("flows[0].shareOfFrom", equalTo(0.6666667f))
        .body("flows[0].shareOfTo", equalTo(1.0f))
        .body("flows[1].to", equalTo(List.of(root(), "shoe")))
        .body("returning[0].othersSince", equalTo(0))
        .body("returning[0].hits", greaterThan(0))
        .body("returning[7].othersAtMost", nullValue());
    given()
        .get("/v1/flows?to=" + root() + "&to=shoe&limit=1")
        .then()
        .body("to.movesIn", equalTo(2))
        .body("flows", hasSize(1))
        .body("flows[0].moves", equalTo(1))
        .body("flows[0].from", equalTo(List.of(root(), "lamp")));
  }

  @Test
  void whoHoldsTheAnswerIsTold() {
    visit("ada", "lamp", "phone");
    awaitMoves("from=" + root() + "&from=lamp", 1);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                given()
                    .header("If-None-Match", given().get("/v1/flows").header("ETag"))
                    .get("/v1/flows")
                    .then()
                    .statusCode(304)
                    .body(emptyOrNullString()));
  }

  @Test
  void anErasedPersonsMovesAreCountedNoLonger() {
    visit("ada", "lamp", "phone");
    visit("bob", "lamp", "phone");
    awaitMoves("from=" + root() + "&from=lamp", 2);
    given().delete("/v1/people/ada-" + run + "/data").then().statusCode(202);
    awaitMoves("from=" + root() + "&from=lamp", 1);
    given().get("/v1/flows?from=" + root() + "&from=lamp").then().body("from.visitors", equalTo(1));
  }

  @Test
  void whatNobodyVisitedHasNoFlows() {
    given()
        .get("/v1/flows?from=" + root())
        .then()
        .statusCode(200)
        .body("from.visits", equalTo(0))
        .body("flows", hasSize(0));
  }

  @Test
  void wrongParametersAreRefused() {
    String tooLong = "to=" + "x".repeat(129);
    String tooDeep = "from=a" + "&from=a".repeat(8);
    for (String wrong : List.of("limit=0", "limit=201", "limit=x", tooLong, tooDeep)) {
      given()
          .get("/v1/flows?" + wrong)
          .then()
          .statusCode(400)
          .contentType("application/problem+json")
          .body("errors[0].pointer", equalTo("?" + wrong.substring(0, wrong.indexOf('='))));
    }
  }

  private String root() {
    return "flows-" + run;
  }

  private static void awaitMoves(String asked, int moves) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              Response answer = given().get("/v1/flows?" + asked);
              return answer.statusCode() == 200 && answer.<Integer>path("from.movesOut") == moves;
            });
  }

  private void visit(String person, String... categories) {
    StringBuilder events = new StringBuilder("[");
    for (int i = 0; i < categories.length; i++) {
      events.append(i == 0 ? "" : ",");
      events.append(
          """
          {"eventId":"%1$s-%2$s-%3$d","personId":"%1$s-%2$s","kind":"item_viewed",
           "occurredAt":"2025-03-01T12:00:0%3$dZ","item":{"id":"i","category":["%4$s","%5$s"]}}"""
              .formatted(person, run, i, root(), categories[i]));
    }
    given()
        .contentType("application/json")
        .body(events.append("]").toString())
        .post("/v1/events")
        .then()
        .statusCode(202)
        .body("accepted", equalTo(categories.length));
  }
}
