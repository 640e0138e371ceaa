package dev.meander.pipeline;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.meander.RealServers;
import dev.meander.launcher.readmodel.Checksums;
import dev.meander.launcher.readmodel.ReadModel;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every connection to the broker is cut in the middle of things, again and again. */
@QuarkusTest
@WithTestResource(RealServers.class)
class CutConnectionsTest {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int CUTS = 5;
  private static final int BETWEEN = 4;
  private static final int BATCH = 5;

  private final String person = "cut-" + UUID.randomUUID();
  private final AtomicInteger answered = new AtomicInteger();

  @BeforeEach
  void thisSystemCanCut() throws Exception {
    assumeTrue(RealServers.cutBroker(), "ss -K cuts nothing here: no root, or no such kernel");
  }

  @Test
  void what_was_acknowledged_meanwhile_is_counted_once_and_published() throws Exception {
    Thread client = Thread.ofPlatform().start(this::post);
    for (int cut = 0; cut < CUTS; cut++) {
      int mark = answered.get();
      await().atMost(PATIENCE).until(() -> answered.get() >= mark + BETWEEN);
      boolean _ = RealServers.cutBroker();
    }
    client.interrupt();
    client.join();
    int events = answered.get() * BATCH;
    assertTrue(events >= CUTS * BETWEEN * BATCH);
    await().atMost(PATIENCE).until(() -> views() == events);
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                "model".equals(given().get("/v1/people/" + person + "/migration").path("source")));
    given().get("/q/health/ready").then().statusCode(200);
  }

  @Test
  void a_version_that_is_being_filled_comes_to_what_serves() throws Exception {
    for (int number = 0; number < 40; number++) {
      acknowledged("fill-" + number);
    }
    await().atMost(PATIENCE).until(() -> views() == 40 * BATCH);
    int version =
        given()
            .post("/v1/projections?batchEvents=10&parallel=1")
            .then()
            .statusCode(202)
            .extract()
            .path("projection");
    boolean _ = RealServers.cutBroker();
    boolean level = false;
    for (int cut = 0; cut < CUTS && !level; cut++) {
      boolean _ = RealServers.cutBroker();
      level = level(version);
    }
    await().atMost(PATIENCE).until(() -> level(version));
    await().atMost(PATIENCE).until(() -> cells(version).equals(cells(1)));
    given().delete("/v1/projections/" + version).then().statusCode(204);
  }

  /** Sends until it is told to stop; a request is sent again under its key until it is taken. */
  private void post() {
    for (int number = 0; !Thread.currentThread().isInterrupted(); number++) {
      acknowledged("post-" + number);
      answered.incrementAndGet();
    }
  }

  private void acknowledged(String key) {
    String body =
        IntStream.range(0, BATCH)
            .mapToObj(
                i ->
                    """
                    {"eventId":"%1$s-%2$s-%3$d","personId":"%1$s","kind":"item_viewed",
                     "occurredAt":"2025-03-01T12:00:00Z","item":{"id":"i","category":["cut"]}}"""
                        .formatted(person, key, i))
            .collect(Collectors.joining(",", "[", "]"));
    Response answer;
    do {
      answer =
          given()
              .contentType("application/json")
              .header("Idempotency-Key", person + key)
              .body(body)
              .post("/v1/events");
      assertTrue(Set.of(202, 429, 503).contains(answer.statusCode()), answer::asString);
    } while (answer.statusCode() != 202);
    assertEquals(0, answer.<Integer>path("refused"));
  }

  private int views() {
    Response answer = given().get("/v1/people/" + person + "/interests");
    return answer.statusCode() == 200 ? answer.path("counts.item_viewed") : 0;
  }

  private static boolean level(int version) {
    return given()
        .get("/v1/projections")
        .jsonPath()
        .getBoolean("versions.find{it.projection==" + version + "}.caughtUp");
  }

  private static Checksums.Table cells(int version) throws SQLException {
    try (ReadModel model = ReadModel.open(RealServers.shared())) {
      return model
          .checksums(new ReadModel.Scope(version, "default", List.of()))
          .tables()
          .getFirst();
    }
  }
}
