package dev.meander.ingest;

import static dev.meander.ingest.Posting.as;
import static dev.meander.ingest.Posting.fresh;
import static dev.meander.ingest.Posting.login;
import static dev.meander.ingest.Posting.post;
import static dev.meander.ingest.Posting.problem;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.RealServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@QuarkusTest
@WithTestResource(RealServers.class)
class EventsResourceTest {

  private static final String POSITION = "[0-3]\\.\\d+\\.\\d+\\.-?\\d+";

  static List<BadRequests.Bad> bad() {
    return BadRequests.all();
  }

  @ParameterizedTest
  @MethodSource("bad")
  void a_bad_request_is_refused_as_a_problem(BadRequests.Bad bad) {
    ValidatableResponse response = as(bad.contentType()).body(bad.body()).post("/v1/events").then();
    problem(response, bad.status());
    if (bad.status() == 422) {
      response
          .body("outcomes.status", not(hasItem("accepted")))
          .body("errors.pointer", notNullValue());
    }
  }

  @Test
  void an_event_is_accepted_once_the_broker_has_it_and_a_retry_is_a_duplicate() {
    String event = fresh();
    String position =
        post("application/json", event)
            .statusCode(202)
            .contentType("application/json")
            .body("accepted", equalTo(1))
            .body("outcomes[0].status", equalTo("accepted"))
            .body("outcomes[0].position", matchesPattern(POSITION))
            .extract()
            .path("outcomes[0].position");
    post("application/json; charset=UTF-8", event)
        .statusCode(202)
        .body("duplicate", equalTo(1))
        .body("outcomes[0].position", equalTo(position));
  }

  @Test
  void a_request_under_its_key_is_told_the_same_again_and_another_is_not() {
    String events = "[" + fresh() + "," + fresh() + "]";
    String key = UUID.randomUUID().toString();
    for (int attempt = 0; attempt < 2; attempt++) {
      as("application/json")
          .header("Idempotency-Key", key)
          .body(events)
          .post("/v1/events")
          .then()
          .statusCode(202)
          .body("accepted", equalTo(2));
    }
    post("application/json", events).statusCode(202).body("duplicate", equalTo(2));
  }

  @Test
  void another_event_under_a_taken_id_is_refused_in_each_form() {
    String id = UUID.randomUUID().toString();
    post("application/json", login(id)).statusCode(202);
    String other = login(id).replace("p-1", "p-2");
    problem(
        post("application/json", other).body("outcomes[0].errors.pointer", hasItem("/eventId")),
        422);
    String cloud =
        """
        {"specversion":"1.0","id":"%s","source":"/web","type":"dev.meander.logged_in",
         "subject":"p-3","time":"2025-03-01T10:00:00Z"}
        """
            .formatted(id);
    problem(
        post("application/cloudevents+json", cloud)
            .body("outcomes[0].errors.pointer", hasItem("/id")),
        422);
  }

  @Test
  void each_form_is_taken() {
    post("application/x-ndjson", fresh() + "\nnot json\n" + fresh())
        .statusCode(202)
        .body("outcomes.status", equalTo(List.of("accepted", "refused", "accepted")));
    String cloud =
        """
        {"specversion":"1.0","id":"%s","source":"/web","type":"dev.meander.logged_in",
         "subject":"p-3","time":"2025-03-01T10:00:00Z","data":{"path":"/home"}}
        """;
    post("application/cloudevents+json", cloud.formatted(UUID.randomUUID()))
        .statusCode(202)
        .body("accepted", equalTo(1));
    post(
            "application/cloudevents-batch+json",
            "["
                + cloud.formatted(UUID.randomUUID())
                + ","
                + cloud.formatted(UUID.randomUUID())
                + "]")
        .statusCode(202)
        .body("accepted", equalTo(2));
    as("application/json")
        .header("ce-specversion", "1.0")
        .header("ce-id", UUID.randomUUID().toString())
        .header("ce-source", "/web")
        .header("ce-type", "dev.meander.logged_in")
        .header("ce-subject", "p-4")
        .header("ce-time", "2025-03-01T10:00:00Z")
        .body("{\"path\":\"/home\"}")
        .post("/v1/events")
        .then()
        .statusCode(202)
        .body("accepted", equalTo(1));
  }

  @Test
  void every_refusal_of_the_framework_is_a_problem() {
    problem(given().get("/v1/nothing").then(), 404);
    problem(given().get("/nothing").then(), 404);
    problem(given().get("/q/nothing").then(), 404);
    problem(given().post("/v1/nothing").then(), 404);
    problem(given().delete("/v1/events").then(), 405);
    problem(given().get("/v1/events").then(), 405);
    problem(given().accept("image/png").get("/refusals-under-test/converted").then(), 406);
    problem(given().get("/refusals-under-test/converted?limit=many").then(), 400);
    problem(
        given()
            .get("/refusals-under-test/validated?limit=11")
            .then()
            .body("errors.pointer", hasItem("?limit"))
            .body("errors[0].detail", containsString("11")),
        400);
    problem(
        given().get("/refusals-under-test/failing").then().body(not(containsString("secret"))),
        500);
    problem(
        as("application/json")
            .header("Content-Encoding", "gzip")
            .body("x")
            .post("/v1/events")
            .then(),
        415);
    problem(
        as("application/json")
            .header("Idempotency-Key", "k".repeat(256))
            .body(fresh())
            .post("/v1/events")
            .then(),
        400);
  }

  @Test
  void the_document_names_every_status_and_form() {
    given()
        .get("/q/openapi?format=json")
        .then()
        .statusCode(200)
        .body(
            "paths.'/v1/events'.post.responses.keySet()",
            hasItems("202", "400", "413", "415", "422", "429", "503"))
        .body("paths.'/v1/events'.post.requestBody.content.keySet()", hasSize(4))
        .body("paths.'/v1/events'.post.parameters.name", equalTo(List.of("Idempotency-Key")))
        .body("components.schemas.Event.examples", hasSize(2))
        .body("components.responses", allOf(hasKey("UnreadableBody"), hasKey("LogUnavailable")));
  }

  @Test
  void events_are_counted_by_what_became_of_them() {
    post("application/json", "[" + fresh() + ",7]").statusCode(202);
    String metrics = given().get("/q/metrics").then().statusCode(200).extract().asString();
    for (String wanted :
        List.of(
            "meander_ingest_events_total{outcome=\"accepted\",reason=\"none\"}",
            "meander_ingest_events_total{outcome=\"refused\",reason=\"unreadable\"}",
            "meander_log_append_seconds_bucket{outcome=\"stored\"",
            "meander_ingest_in_flight 0")) {
      assertTrue(metrics.contains(wanted), () -> wanted + " is not in\n" + metrics);
    }
    assertEquals(
        true,
        given()
            .get("/q/health/ready")
            .then()
            .statusCode(200)
            .extract()
            .path("checks.find { it.name == 'look-up of ids seen' }.data.answers"));
  }
}
