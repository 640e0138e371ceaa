package dev.meander.pipeline;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.RealServers;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Tracing switched on as the README says, over real servers, with an exporter that remembers. */
@QuarkusTest
@WithTestResource(RealServers.class)
@TestProfile(TracesTest.Traced.class)
class TracesTest {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String CLIENT_SPAN = "00f067aa0ba902b7";

  /** Tracing on. */
  public static class Traced implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "quarkus.otel.sdk.disabled", "false", "quarkus.otel.bsp.schedule.delay", "50ms");
    }
  }

  @Inject RememberedSpans spans;

  @Test
  void oneTraceLeadsFromThePostToTheWrittenView() {
    String person = "traced-" + UUID.randomUUID();
    String trace = newTrace();
    post(person, trace);
    await().atMost(PATIENCE).until(() -> source(person).equals("model"));
    await().atMost(PATIENCE).until(() -> names(trace).contains("process interest-profiles"));

    SpanData request = one(trace, "POST /v1/events");
    SpanData projected = one(trace, "process behavior-events");
    SpanData scored = one(trace, "process interest-profiles");
    assertEquals(CLIENT_SPAN, request.getParentSpanId());
    assertEquals(request.getSpanId(), projected.getParentSpanId());
    assertEquals(projected.getSpanId(), scored.getParentSpanId());
    assertEquals(SpanKind.CONSUMER, projected.getKind());
    assertEquals(List.of("committed"), milestones(projected));
    assertEquals(List.of("views written"), milestones(scored));
  }

  @Test
  void eachTraceOfABatchGoesItsOwnWay() {
    List<String> people = List.of("one-" + UUID.randomUUID(), "other-" + UUID.randomUUID());
    List<String> traces = List.of(newTrace(), newTrace());
    post(people.get(0), traces.get(0));
    post(people.get(1), traces.get(1));
    people.forEach(person -> await().atMost(PATIENCE).until(() -> source(person).equals("model")));
    traces.forEach(
        trace ->
            await()
                .atMost(PATIENCE)
                .untilAsserted(
                    () ->
                        assertTrue(
                            names(trace)
                                .containsAll(
                                    Set.of("process behavior-events", "process interest-profiles")),
                            () -> trace + " holds " + names(trace) + " among " + spans)));
  }

  @Test
  void noRequestLeavesItsTraceBehindForTheNext() {
    for (int request = 0; request < 8; request++) {
      String trace = newTrace();
      post("traced-" + UUID.randomUUID(), trace);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertTrue(names(trace).contains("POST /v1/events"), () -> "none: " + spans));
    }
  }

  @Test
  void whatNobodyTracesIsProjectedAllTheSame() {
    String person = "untraced-" + UUID.randomUUID();
    given()
        .contentType("application/json")
        .header("traceparent", "00-" + newTrace() + "-" + CLIENT_SPAN + "-00")
        .body(event(person))
        .post("/v1/events")
        .then()
        .statusCode(202);
    await().atMost(PATIENCE).until(() -> source(person).equals("model"));
  }

  private static void post(String person, String trace) {
    given()
        .contentType("application/json")
        .header("traceparent", "00-" + trace + "-" + CLIENT_SPAN + "-01")
        .body(event(person))
        .post("/v1/events")
        .then()
        .statusCode(202);
  }

  private static String event(String person) {
    return """
        {"eventId":"%1$s-1","personId":"%1$s","kind":"item_viewed",
         "occurredAt":"2025-03-01T12:00:00Z","item":{"id":"i","category":["a","b"]}}"""
        .formatted(person);
  }

  private static String newTrace() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  private static String source(String person) {
    Response answer = given().get("/v1/people/" + person + "/migration");
    return answer.statusCode() == 200 ? answer.path("source") : "none";
  }

  private Set<String> names(String trace) {
    return spans.of(trace).stream().map(SpanData::getName).collect(Collectors.toSet());
  }

  private SpanData one(String trace, String name) {
    return spans.of(trace).stream()
        .filter(span -> span.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " is not among " + names(trace)));
  }

  private static List<String> milestones(SpanData span) {
    return span.getEvents().stream().map(event -> event.getName()).toList();
  }
}
