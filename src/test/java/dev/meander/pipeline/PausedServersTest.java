package dev.meander.pipeline;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.RealServers;
import dev.meander.launcher.embedded.ServerKind;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each server stands still in its turn (SIGSTOP: connections stay open, nothing is answered) while
 * more comes in than may wait.
 */
@QuarkusTest
@WithTestResource(RealServers.class)
class PausedServersTest {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** More than {@code meander.ingest.max-in-flight}. */
  private static final int REQUESTS = 24;

  private static final int EVENTS = 1_000;
  private static final int MAY_WAIT = 20_000;

  /** People whose events have to be there in the end; the others only come to be refused. */
  private static final int FOLLOWED = 3;

  @TestHTTPResource("/")
  URI address = URI.create("http://127.0.0.1");

  @Inject MeterRegistry meters;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, String> bodies = new LinkedHashMap<>();

  @BeforeEach
  void peopleOfTheirOwn() throws Exception {
    String run = UUID.randomUUID().toString();
    for (int person = 0; person < REQUESTS; person++) {
      String id = "paused-" + run + "-" + person;
      StringBuilder events = new StringBuilder();
      for (int i = 0; i < EVENTS; i++) {
        events.append(
            """
            {"eventId":"%1$s-%2$d","personId":"%1$s","kind":"logged_in","occurredAt":"2025-03-01T12:00:00Z"}
            """
                .formatted(id, i));
      }
      bodies.put(id, events.toString());
    }
    awaitReady();
  }

  @AfterEach
  void everythingGoesOn() throws Exception {
    for (ServerKind server : ServerKind.values()) {
      RealServers.goOn(server);
    }
    awaitReady();
    http.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"BROKER", "POSTGRES"})
  void what_cannot_be_stored_is_refused_in_time_and_nothing_piles_up(ServerKind server)
      throws Exception {
    awaitTaken(followed().getFirst().getValue());
    RealServers.pause(server);
    Map<String, CompletableFuture<HttpResponse<String>>> asked = new LinkedHashMap<>();
    bodies.entrySet().stream()
        .skip(1)
        .forEach(one -> asked.put(one.getKey(), post(one.getValue())));
    List<Integer> statuses = new ArrayList<>();
    for (var answer : asked.values()) {
      assertTrue(inFlight() <= MAY_WAIT, "waiting: " + inFlight());
      HttpResponse<String> refusal = answer.join();
      statuses.add(refusal.statusCode());
      assertTrue(Set.of(429, 503).contains(refusal.statusCode()), refusal.body());
      assertTrue(
          Integer.parseInt(refusal.headers().firstValue("Retry-After").orElse("0")) >= 1,
          refusal.headers().map().toString());
      assertEquals(
          "application/problem+json", refusal.headers().firstValue("Content-Type").orElse(""));
    }
    assertTrue(statuses.contains(503), statuses::toString);
    await().atMost(PATIENCE).until(() -> inFlight() == 0);
    Set<String> down = down();
    assertTrue(
        down.contains(server == ServerKind.BROKER ? "event log" : "database"), down::toString);

    RealServers.goOn(server);
    awaitReady();
    for (var one : followed().subList(1, FOLLOWED)) {
      awaitTaken(one.getValue());
    }
    assertCounted();
  }

  @ParameterizedTest
  @EnumSource(names = "REDIS")
  void without_the_cache_events_are_taken_and_people_are_read_all_the_same(ServerKind server)
      throws Exception {
    RealServers.pause(server);
    for (var one : followed()) {
      awaitTaken(one.getValue());
    }
    assertEquals(
        Set.of("cache of views"),
        down().stream().filter(name -> !name.equals("scorer")).collect(Collectors.toSet()));
    assertCounted();

    RealServers.goOn(server);
    awaitReady();
    assertCounted();
  }

  private List<Map.Entry<String, String>> followed() {
    return bodies.entrySet().stream().limit(FOLLOWED).toList();
  }

  private double inFlight() {
    return meters.get("meander.ingest.in.flight").gauge().value();
  }

  private CompletableFuture<HttpResponse<String>> post(String body) {
    return http.sendAsync(
        HttpRequest.newBuilder(address.resolve("/v1/events"))
            .timeout(PATIENCE)
            .header("Content-Type", "application/x-ndjson")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(address.resolve(path)).timeout(PATIENCE).build(),
        BodyHandlers.ofString());
  }

  /** As a client does: the same again until it is told that everything is stored. */
  private void awaitTaken(String body) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              HttpResponse<String> answer = post(body).join();
              if (answer.statusCode() != 202) {
                return false;
              }
              JsonPath taken = JsonPath.from(answer.body());
              return taken.getInt("accepted") + taken.getInt("duplicate") == EVENTS;
            });
  }

  private void assertCounted() {
    for (var one : followed()) {
      String person = one.getKey();
      await()
          .atMost(PATIENCE)
          .until(
              () -> {
                HttpResponse<String> answer = get("/v1/people/" + person + "/interests");
                assertTrue(Set.of(200, 404, 503).contains(answer.statusCode()), answer.body());
                return answer.statusCode() == 200
                    && JsonPath.from(answer.body()).getInt("counts.logged_in") == EVENTS;
              });
    }
  }

  private void awaitReady() {
    await().atMost(PATIENCE).until(() -> get("/q/health/ready").statusCode() == 200);
  }

  /** What readiness says is not so. */
  private Set<String> down() throws Exception {
    HttpResponse<String> answer = get("/q/health/ready");
    assertEquals(503, answer.statusCode(), answer.body());
    List<String> names =
        JsonPath.from(answer.body()).getList("checks.findAll{it.status=='DOWN'}.name");
    assertFalse(names.isEmpty());
    return Set.copyOf(names);
  }
}
