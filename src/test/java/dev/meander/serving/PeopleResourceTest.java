package dev.meander.serving;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesRegex;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.meander.RealServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(RealServers.class)
class PeopleResourceTest {

  private static final String PERSON = "reads 口红/%2F+?#";

  @Inject InterestViewStore views;

  @BeforeEach
  void aPersonIsKnown() {
    WriteResult result =
        views
            .write(List.of(Scored.person(PERSON, 5, Scored.MODEL)))
            .await()
            .atMost(Duration.ofMinutes(5));
    assertEquals(1, result.written() + result.superseded());
  }

  @ParameterizedTest
  @ValueSource(strings = {"interests", "migration", "evolution"})
  void each_answer_says_position_age_and_source_and_is_told_once(String question) {
    String etag =
        given()
            .pathParam("personId", PERSON)
            .get("/v1/people/{personId}/" + question)
            .then()
            .statusCode(200)
            .contentType("application/json")
            .header("Cache-Control", "private, no-cache")
            .header("ETag", matchesRegex("\"[!#-~]+\""))
            .body("personId", equalTo(PERSON))
            .body("freshness.position", equalTo("2.17.5.-1"))
            .body("freshness.ageMs", greaterThanOrEqualTo(0L))
            .body("source", equalTo(question.equals("interests") ? "projection" : "model"))
            .extract()
            .header("ETag");
    given()
        .header("If-None-Match", etag)
        .pathParam("personId", PERSON)
        .get("/v1/people/{personId}/" + question)
        .then()
        .statusCode(304)
        .header("ETag", etag)
        .body(emptyOrNullString());
  }

  @Test
  void parameters_change_the_answer_and_its_tag() {
    given()
        .pathParam("personId", PERSON)
        .queryParam("horizon", 10)
        .queryParam("paths", 2)
        .queryParam("candidates", 1)
        .get("/v1/people/{personId}/migration")
        .then()
        .statusCode(200)
        .body("steps", hasSize(10))
        .body("steps[0].candidates", hasSize(1))
        .body("paths", hasSize(2));
    given()
        .pathParam("personId", PERSON)
        .queryParam("limit", 1)
        .get("/v1/people/{personId}/interests")
        .then()
        .statusCode(200)
        .body("interests", hasSize(1));
    given()
        .pathParam("personId", PERSON)
        .queryParam("horizon", 28)
        .get("/v1/people/{personId}/evolution")
        .then()
        .statusCode(200)
        .body("categories[0].forecast", hasSize(28));
  }

  @Test
  void a_position_that_the_view_reaches_is_served() {
    given()
        .pathParam("personId", PERSON)
        .queryParam("minPosition", "2.17.5.-1")
        .get("/v1/people/{personId}/interests")
        .then()
        .statusCode(200);
  }

  @ParameterizedTest
  @CsvSource({
    "interests?limit=many, ?limit",
    "interests?limit=0, ?limit",
    "interests?limit=201, ?limit",
    "interests?asOf=yesterday, ?asOf",
    "interests?minPosition=newest, ?minPosition",
    "interests?minPosition=1.17.5.-1, ?minPosition",
    "migration?horizon=11, ?horizon",
    "migration?horizon=100000, ?horizon",
    "migration?paths=-3, ?paths",
    "migration?paths=21, ?paths",
    "migration?candidates=0, ?candidates",
    "evolution?horizon=29, ?horizon",
    "evolution?categories=21, ?categories",
    "trajectory?days=367, ?days",
    "trajectory?categories=0, ?categories",
    "trajectory?until=now, ?until",
  })
  void a_parameter_out_of_range_is_refused_by_name(String query, String pointer) {
    given()
        .pathParam("personId", PERSON)
        .get("/v1/people/{personId}/" + query)
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("status", equalTo(400))
        .body("errors[0].pointer", equalTo(pointer));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "interests",
        "migration",
        "evolution",
        "trajectory",
        "interests?asOf=2025-03-01T00:00:00Z"
      })
  void a_person_without_events_is_unknown(String question) {
    given()
        .get("/v1/people/nobody/" + question)
        .then()
        .statusCode(404)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:meander:problem:unknown-person"));
  }

  @Test
  void a_position_that_the_view_does_not_reach_yet_is_to_be_asked_for_again() {
    given()
        .pathParam("personId", PERSON)
        .queryParam("minPosition", "2.17.6.-1")
        .get("/v1/people/{personId}/interests")
        .then()
        .statusCode(503)
        .contentType("application/problem+json")
        .header("Retry-After", "1")
        .body("type", equalTo("urn:meander:problem:view-not-ready"));
  }

  @Test
  void the_service_is_ready_and_describes_itself() {
    given().get("/q/health/ready").then().body("checks.name", hasItem("cache of views"));
    given()
        .get("/v1")
        .then()
        .statusCode(200)
        .body("links.stream", equalTo("/v1/stream{?personId}"));
    given().get("/q/metrics").then().statusCode(200);
    given().get("/q/swagger-ui/").then().statusCode(200);
    given()
        .get("/q/openapi?format=json")
        .then()
        .statusCode(200)
        .body("paths", hasKey("/v1/people/{personId}/migration"))
        .body("paths", hasKey("/v1/stream"));
  }
}
