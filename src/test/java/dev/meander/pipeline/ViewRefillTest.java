package dev.meander.pipeline;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.RealServers;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(RealServers.class)
class ViewRefillTest {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @Inject RedisDataSource redis;

  @Test
  void anEmptiedCacheIsFilledAgainAndNobodyIsEverUnknown() {
    String run = "refill-" + UUID.randomUUID() + "-";
    List<String> people = IntStream.range(0, 20).mapToObj(i -> run + i).toList();
    people.forEach(ViewRefillTest::post);
    await().atMost(PATIENCE).until(() -> people.stream().allMatch(p -> source(p).equals("model")));
    await().atMost(PATIENCE).until(() -> redis.key().exists("views-complete:default"));
    List<String> before = people.stream().map(ViewRefillTest::whatStays).toList();

    redis.flushall();
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              for (String person : people) {
                assertTrue(
                    Set.of(200, 503).contains(migration(person).statusCode()),
                    () -> migration(person).asString());
              }
              return redis.key().exists("views-complete:default");
            });

    assertEquals(before, people.stream().map(ViewRefillTest::whatStays).toList());
  }

  /**
   * Probabilities may differ: the shop's popularity went on, and the batch's make-up moves their
   * last digits.
   */
  private static String whatStays(String person) {
    Response answer = migration(person);
    return answer.path("source")
        + " "
        + answer.path("freshness.position")
        + " "
        + answer.path("steps[0].candidates[0].category");
  }

  private static Response migration(String person) {
    return given().get("/v1/people/" + person + "/migration");
  }

  private static String source(String person) {
    Response answer = migration(person);
    return answer.statusCode() == 200 ? answer.path("source") : "none";
  }

  private static void post(String person) {
    given()
        .contentType("application/json")
        .body(
            """
            [{"eventId":"%1$s-1","personId":"%1$s","kind":"item_viewed",
              "occurredAt":"2025-03-01T12:00:00Z","item":{"id":"i","category":["a","b"]}},
             {"eventId":"%1$s-2","personId":"%1$s","kind":"item_viewed",
              "occurredAt":"2025-03-02T12:00:00Z","item":{"id":"j","category":["c"]}}]"""
                .formatted(person))
        .post("/v1/events")
        .then()
        .statusCode(202);
  }
}
