package dev.meander.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.event.PersonId;
import dev.meander.log.EventCodec;
import dev.meander.platform.ErrorCode;
import dev.meander.platform.ProblemException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IngestionTest {

  private final MemoryEventLog log = new MemoryEventLog();
  private final MemorySeenEvents seen = new MemorySeenEvents();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final IngestMetrics metrics = new IngestMetrics(registry);
  private final IngestConfig config =
      IngestSettings.of(IngestConfig.class, Map.of("meander.ingest.max-in-flight", "3"));
  private final Ingestion ingestion = new Ingestion(log, seen, metrics, config);
  private final BodyReader reader =
      new BodyReader(
          new EventCodec(),
          config,
          Clock.fixed(Instant.parse("2025-06-01T00:00:00Z"), ZoneOffset.UTC),
          "default");

  /** Events by id, an equals sign and their content. */
  private List<Candidate> events(String... idsAndQueries) {
    return reader.json(
        Stream.of(idsAndQueries)
            .map(event -> event.split("=", -1))
            .map(
                parts ->
                    """
                    {"eventId":"%s","personId":"p","kind":"searched","query":"%s",
                     "occurredAt":"2025-03-01T10:00:00Z"}"""
                        .formatted(parts[0], parts[1]))
            .collect(Collectors.joining(",", "[", "]"))
            .getBytes(StandardCharsets.UTF_8));
  }

  private String take(@Nullable String key, String... idsAndQueries) {
    return ingestion
        .take(events(idsAndQueries), key)
        .await()
        .atMost(Duration.ofSeconds(10))
        .outcomes()
        .stream()
        .map(IngestionTest::shown)
        .collect(Collectors.joining(" "));
  }

  private static String shown(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted(var id, var position) -> "accepted@" + position.entryId();
      case Outcome.Duplicate(var id, var position) -> "duplicate@" + position.entryId();
      case Outcome.Refused(var reason, var id, var errors) ->
          reason.metricName() + errors.getFirst().pointer();
    };
  }

  @Test
  void a_retry_is_a_duplicate_with_the_first_position_and_is_not_appended() {
    assertEquals("accepted@0 accepted@1", take(null, "a=1", "b=1"));
    assertEquals("duplicate@1 duplicate@0 accepted@2", take(null, "b=1", "a=1", "c=1"));
    assertEquals(3, log.size());
    assertEquals(3, count("accepted", "none"));
    assertEquals(2, count("duplicate", "none"));
  }

  @Test
  void the_same_id_with_other_content_is_refused_and_counted() {
    assertEquals("accepted@0", take(null, "a=1"));
    assertEquals("conflict/eventId accepted@1", take(null, "a=2", "b=1"));
    assertEquals(2, log.size());
    assertEquals(1, count("refused", "conflict"));
  }

  @Test
  void the_second_of_one_request_follows_the_first() {
    assertEquals("accepted@0 duplicate@0 conflict/eventId", take(null, "a=1", "a=1", "a=2"));
    assertEquals("duplicate@0 duplicate@0 conflict/eventId", take(null, "a=1", "a=1", "a=2"));
    assertEquals(1, log.size());
  }

  @Test
  void what_conflicts_with_the_log_does_so_each_time_it_comes() {
    assertEquals("accepted@0", take(null, "a=1"));
    assertEquals("conflict/eventId conflict/eventId", take(null, "a=2", "a=2"));
  }

  @Test
  void the_same_request_under_its_key_is_told_the_same_again() {
    assertEquals("accepted@0", take("other", "a=1"));
    String first = take("key", "a=1", "b=1", "b=1");
    assertEquals("duplicate@0 accepted@1 duplicate@1", first);
    assertEquals(first, take("key", "a=1", "b=1", "b=1"));
    assertEquals("duplicate@0 duplicate@1", take("another", "a=1", "b=1"));
    assertEquals("duplicate@0 duplicate@1", take(null, "a=1", "b=1"));
    assertEquals(2, log.size());
  }

  @Test
  void of_a_person_who_is_being_erased_nothing_is_taken_and_the_others_are() {
    assertEquals("accepted@0", take(null, "a=1"));
    log.bar(new PersonId("p"));
    assertEquals("duplicate@0 erasure/personId", take(null, "a=1", "b=1"));
    assertEquals(1, log.size());
    assertEquals(1, count("refused", "erasure"));
    log.bar();
    assertEquals("accepted@1", take(null, "b=1"));
  }

  @Test
  void without_the_look_up_everything_is_taken_and_that_is_told() {
    seen.gone(true);
    assertEquals("accepted@0 duplicate@0", take(null, "a=1", "a=1"));
    assertFalse(metrics.lookupAnswers());
    assertEquals("accepted@1", take(null, "a=1"));
    assertEquals(
        2,
        registry.get("meander.ingest.lookup.failures").tag("operation", "find").counter().count());
    seen.gone(false);
    assertEquals("accepted@2", take(null, "a=1"));
    assertEquals("duplicate@2", take(null, "a=1"));
    assertTrue(metrics.lookupAnswers());
  }

  @Test
  void past_the_limit_a_request_is_turned_away_until_an_earlier_one_is_answered() {
    CompletableFuture<Void> release = new CompletableFuture<>();
    log.answerAfter(Uni.createFrom().completionStage(release));
    UniAssertSubscriber<IngestAnswer> earlier =
        ingestion
            .take(events("a=1", "b=1"), null)
            .subscribe()
            .withSubscriber(UniAssertSubscriber.create());
    ProblemException busy = assertThrows(ProblemException.class, () -> take(null, "c=1", "d=1"));
    assertEquals(ErrorCode.TOO_MANY_REQUESTS, busy.code());
    assertEquals(Duration.ofSeconds(1), busy.retryAfter());
    assertEquals(2, count("refused", "busy"));
    release.complete(null);
    earlier.awaitItem(Duration.ofSeconds(10));
    assertEquals(0, metrics.inFlight().get());
    assertEquals("accepted@2 accepted@3", take(null, "c=1", "d=1"));
  }

  private double count(String outcome, String reason) {
    return registry
        .get("meander.ingest.events")
        .tag("outcome", outcome)
        .tag("reason", reason)
        .counter()
        .count();
  }
}
