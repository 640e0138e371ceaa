package dev.meander.ingest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import dev.meander.RealServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealServers.class)
class EventsResourceTest {

  @Test
  void an_event_is_accepted_once_the_broker_has_it() {
    given()
        .contentType("application/json")
        .body(
            """
            {"eventId":"a-1","personId":"p-1","kind":"item_viewed",
             "occurredAt":"2025-03-01T10:00:00Z","item":{"id":"i","category":["a","b"]}}
            """)
        .post("/v1/events")
        .then()
        .statusCode(202)
        .contentType("application/json")
        .body("accepted", equalTo(1))
        .body("outcomes[0].status", equalTo("accepted"))
        .body("outcomes[0].position", matchesPattern("[0-3]\\.\\d+\\.\\d+\\.-?\\d+"));
  }
}
