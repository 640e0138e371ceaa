package dev.meander.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.event.BehaviorEvent;
import dev.meander.event.EventEnvelope;
import dev.meander.log.EventCodec;
import dev.meander.platform.ErrorCode;
import dev.meander.platform.ProblemException;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BodyReaderTest {

  private static final String LOGIN =
      "{\"eventId\":\"%s\",\"personId\":\"p\",\"kind\":\"logged_in\",\"occurredAt\":\"%s\"}";

  private final BodyReader reader = reader(Map.of());

  private static BodyReader reader(Map<String, String> settings) {
    return new BodyReader(
        new EventCodec(),
        IngestSettings.of(IngestConfig.class, settings),
        Clock.fixed(Instant.parse("2025-06-01T00:00:00Z"), ZoneOffset.UTC),
        "default");
  }

  static List<BadRequests.Bad> bad() {
    return BadRequests.all().stream().filter(bad -> bad.status() != 415).toList();
  }

  @ParameterizedTest
  @MethodSource("bad")
  void nothing_of_a_bad_request_is_fit_for_the_log(BadRequests.Bad bad) {
    if (bad.status() == 400) {
      ProblemException refusal = assertThrows(ProblemException.class, () -> read(bad));
      assertEquals(ErrorCode.UNREADABLE_BODY, refusal.code());
      return;
    }
    for (Candidate candidate : read(bad)) {
      Candidate.Refused refused = assertInstanceOf(Candidate.Refused.class, candidate);
      assertTrue(
          refused.errors().stream().anyMatch(error -> error.pointer().equals(bad.pointer())),
          refused::toString);
    }
  }

  private List<Candidate> read(BadRequests.Bad bad) {
    return switch (bad.contentType()) {
      case MediaTypes.NDJSON -> reader.ndjson(bad.body());
      case MediaTypes.CLOUD_EVENT -> reader.cloudEvent(bad.body());
      default -> reader.json(bad.body());
    };
  }

  @Test
  void a_bad_event_takes_no_neighbour_down() {
    String body = "[" + login("a") + ",7," + login("b") + ",{\"kind\":[]}," + login("c") + "]";
    assertEquals("a - b - c", ids(reader.json(utf8(body))));
  }

  @Test
  void a_bad_line_takes_no_neighbour_down() {
    String body = login("a") + "\r\n\n{\"eventId\":\n" + login("b") + " x\n" + login("c");
    assertEquals("a - - c", ids(reader.ndjson(utf8(body))));
  }

  @Test
  void a_line_that_is_not_UTF_8_is_refused_alone() {
    byte[] body = (login("a") + "\n\"\u00ff\"\n").getBytes(StandardCharsets.ISO_8859_1);
    assertEquals("a -", ids(reader.ndjson(body)));
  }

  @Test
  void more_events_than_a_request_takes_are_too_large() {
    BodyReader two = reader(Map.of("meander.ingest.max-events", "2"));
    byte[] lines = utf8((login("a") + "\n").repeat(3));
    byte[] array = utf8("[" + login("a") + "," + login("b") + "," + login("c") + "]");
    assertEquals(2, two.ndjson(utf8((login("a") + "\n").repeat(2))).size());
    assertEquals(
        ErrorCode.BODY_TOO_LARGE,
        assertThrows(ProblemException.class, () -> two.ndjson(lines)).code());
    assertEquals(
        ErrorCode.BODY_TOO_LARGE,
        assertThrows(ProblemException.class, () -> two.json(array)).code());
  }

  @Test
  void an_event_a_day_ahead_is_believed_and_no_more() {
    String believed = LOGIN.formatted("a", "2025-06-02T00:00:00Z");
    String late = LOGIN.formatted("b", "2025-06-02T00:00:00.001Z");
    String old = LOGIN.formatted("c", "1970-01-01T08:00:00+08:00");
    assertEquals("a - c", ids(reader.json(utf8("[" + believed + "," + late + "," + old + "]"))));
  }

  @Test
  void each_form_of_a_CloudEvent_is_the_same_event() {
    String data = "{\"item\":{\"id\":\"i\",\"category\":[\"a\",\"口红\"]},\"dwellMs\":7}";
    String attributes =
        """
        {"data":%s,"specversion":"1.0","id":"e","source":"/web","type":"dev.meander.item_viewed",
         "subject":"人 1","time":"2025-03-01T10:00:00Z","datacontenttype":"application/json",
         "traceparent":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01","campaign":11}
        """
            .formatted(data);
    EventEnvelope structured = only(reader.cloudEvent(utf8(attributes)));
    EventEnvelope batch = only(reader.cloudEvents(utf8("[" + attributes + "]")));
    MultiMap headers =
        MultiMap.caseInsensitiveMultiMap()
            .add("CE-SpecVersion", "1.0")
            .add("ce-id", "e")
            .add("ce-source", "/web")
            .add("ce-type", "dev.meander.item_viewed")
            .add("ce-subject", "%E4%BA%BA%201")
            .add("ce-time", "2025-03-01T10:00:00Z")
            .add("ce-campaign", "11")
            .add("Content-Type", "application/json");
    EventEnvelope binary = only(reader.cloudEvent(headers, utf8(data)));
    assertEquals(structured, batch);
    assertEquals(structured, binary);
    assertEquals("人 1", structured.personId().value());
    assertEquals("/web", structured.source());
    assertEquals(Map.of("campaign", "11"), structured.context());
    assertEquals(
        7L, assertInstanceOf(BehaviorEvent.ItemViewed.class, structured.event()).dwellMs());
  }

  @Test
  void a_binary_CloudEvent_needs_no_data_where_its_kind_has_none() {
    MultiMap headers =
        MultiMap.caseInsensitiveMultiMap()
            .add("ce-specversion", "1.0")
            .add("ce-id", "e")
            .add("ce-source", "/web")
            .add("ce-type", "dev.meander.logged_in")
            .add("ce-subject", "p")
            .add("ce-time", "2025-03-01T10:00:00Z");
    assertEquals("e", ids(reader.cloudEvent(headers, new byte[0])));
  }

  private static EventEnvelope only(List<Candidate> read) {
    assertEquals(1, read.size());
    return assertInstanceOf(Candidate.Valid.class, read.getFirst(), read::toString)
        .event()
        .envelope();
  }

  private static String ids(List<Candidate> candidates) {
    return String.join(
        " ",
        candidates.stream()
            .map(
                candidate ->
                    switch (candidate) {
                      case Candidate.Valid(var event, var pointer) ->
                          event.envelope().eventId().value();
                      case Candidate.Refused refused -> "-";
                    })
            .toList());
  }

  private static String login(String id) {
    return LOGIN.formatted(id, "2025-03-01T10:00:00Z");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
