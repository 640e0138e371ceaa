package dev.meander.pipeline;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThan;

import dev.meander.RealServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a client reads of a person's past, from events posted to the same service. */
@QuarkusTest
@WithTestResource(RealServers.class)
class TimeTravelReadsTest {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final String person = "travel-" + UUID.randomUUID();

  @Test
  void thePastIsReadDayByDayAndALateEventChangesItsDayAndThoseAfter() {
    post(1, "2025-03-01", "lamp");
    post(2, "2025-03-03", "phone");
    post(3, "2025-03-03", "phone");
    post(4, "2025-03-05", "tools");
    String etag =
        until(3)
            .body("source", equalTo("projection"))
            .body("days.day", contains("2025-03-01", "2025-03-03", "2025-03-05"))
            .body("days[0].interests[0].category", equalTo(List.of("lamp")))
            .body("days[0].interests[0].weight", equalTo(1.0f))
            .body("days[1].interests[0].category", equalTo(List.of("phone")))
            .body("days[2].interests", hasSize(3))
            .extract()
            .header("ETag");
    given()
        .header("If-None-Match", etag)
        .get(path())
        .then()
        .statusCode(304)
        .body(emptyOrNullString());
    given()
        .get(path() + "?until=2025-03-04T10:00:00Z&days=1&categories=1")
        .then()
        .body("days.day", contains("2025-03-03"))
        .body("days[0].interests", hasSize(1));
    given().get(path() + "?until=2025-02-27T00:00:00Z").then().statusCode(404);

    post(5, "2025-03-02", "garden");
    until(4)
        .body("days[0].interests[0].weight", equalTo(1.0f))
        .body("days[1].interests.category", contains(List.of("garden"), List.of("lamp")))
        .body("days[2].interests[0].weight", lessThan(1.0f));
  }

  /** The trajectory once it has that many days. */
  private io.restassured.response.ValidatableResponse until(int days) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                given().get(path()).statusCode() == 200
                    && given().get(path()).jsonPath().getList("days").size() == days);
    return given().get(path()).then().statusCode(200);
  }

  private String path() {
    return "/v1/people/" + person + "/trajectory";
  }

  private void post(int number, String day, String category) {
    given()
        .contentType("application/json")
        .body(
            """
            {"eventId":"%1$s-%2$d","personId":"%1$s","kind":"item_viewed",
             "occurredAt":"%3$sT12:00:0%2$dZ","item":{"id":"i","category":["%4$s"]}}"""
                .formatted(person, number, day, category))
        .post("/v1/events")
        .then()
        .statusCode(202);
  }
}
