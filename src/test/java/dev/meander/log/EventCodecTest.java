package dev.meander.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meander.event.BehaviorEvent;
import dev.meander.event.EventEnvelope;
import dev.meander.event.EventId;
import dev.meander.event.EventKind;
import dev.meander.event.Item;
import dev.meander.event.ItemId;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The golden files are the promise that today's log is still readable tomorrow: one is added for
 * each new version, none is ever changed. {@code -Dgolden.write=true} writes those that are not
 * there yet.
 */
class EventCodecTest {

  private static final Path GOLDEN =
      Path.of(System.getProperty("meander.basedir", ""), "src/test/resources/golden/events");

  private final EventCodec codec = new EventCodec();

  @ParameterizedTest
  @EnumSource(EventKind.class)
  void every_kind_is_written_as_its_golden_file_says(EventKind kind) throws IOException {
    byte[] wire = codec.encode(EventSamples.of(kind)).wire();
    Path file = golden(kind);
    if (Boolean.getBoolean("golden.write") && Files.notExists(file)) {
      Files.write(file, wire);
    }
    assertEquals(Files.readString(file), new String(wire, UTF_8));
  }

  @ParameterizedTest
  @EnumSource(EventKind.class)
  void every_golden_file_is_read_as_the_event_it_was(EventKind kind) throws IOException {
    byte[] wire = Files.readAllBytes(golden(kind));
    var read = assertInstanceOf(LoggedEvent.Decoded.class, codec.decode(wire));
    assertEquals(EventSamples.of(kind), read.envelope());
  }

  @ParameterizedTest
  @EnumSource(EventKind.class)
  void the_registered_schema_names_every_field_written(EventKind kind) throws IOException {
    Set<String> registered = new TreeSet<>();
    for (JsonNode field : new ObjectMapper().readTree(EventSchemaDefinition.AVRO).get("fields")) {
      registered.add(field.get("name").textValue());
    }
    Iterator<String> written =
        new ObjectMapper().readTree(codec.encode(EventSamples.of(kind)).wire()).fieldNames();
    Set<String> unregistered = new TreeSet<>();
    written.forEachRemaining(unregistered::add);
    unregistered.removeAll(registered);
    assertEquals(Set.of(), unregistered);
  }

  @Test
  void an_event_without_its_optional_fields_comes_back_equal() {
    EventEnvelope bare =
        new EventEnvelope(
            new TenantId("default"),
            new EventId("e"),
            new PersonId("p"),
            Instant.EPOCH,
            null,
            null,
            Map.of(),
            new BehaviorEvent.ItemViewed(new Item(new ItemId("i"), null, null, null), null));
    byte[] wire = codec.encode(bare).wire();
    assertEquals(
        "{\"v\":1,\"tenant\":\"default\",\"eventId\":\"e\",\"personId\":\"p\","
            + "\"kind\":\"item_viewed\",\"occurredAt\":0,\"item\":{\"id\":\"i\"}}",
        new String(wire, UTF_8));
    assertEquals(bare, assertInstanceOf(LoggedEvent.Decoded.class, codec.decode(wire)).envelope());
  }

  @Test
  void equal_envelopes_give_equal_bytes_whatever_the_order_of_their_context() {
    EventEnvelope one = withContext(Map.of("a", "1", "b", "2", "c", "3"));
    EventEnvelope other =
        withContext(new java.util.LinkedHashMap<>(Map.of("c", "3", "b", "2", "a", "1")));
    assertArrayEquals(codec.encode(one).wire(), codec.encode(other).wire());
  }

  @Test
  void a_field_added_by_a_newer_writer_is_passed_over() {
    String wire =
        "{\"v\":1,\"tenant\":\"t\",\"eventId\":\"e\",\"personId\":\"p\",\"kind\":\"logged_in\","
            + "\"later\":{\"a\":[1]},\"occurredAt\":1,\"item\":null}";
    // A null in a known field is not what any writer wrote, an unknown field is.
    assertEquals(UndecodableReason.INVALID_VALUE, reason(wire));
    var read =
        assertInstanceOf(
            LoggedEvent.Decoded.class,
            codec.decode(wire.replace(",\"item\":null", "").getBytes(UTF_8)));
    assertEquals(new BehaviorEvent.LoggedIn(null, null), read.envelope().event());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "NOT_JSON|{\"v\":1,",
        "NOT_JSON|{\"v\":1,\"tenant\":\"t\"",
        "NOT_JSON|{\"v\":1,\"tenant\":tru}",
        "NO_VERSION|{}",
        "NO_VERSION|7",
        "NO_VERSION|{\"tenant\":\"t\",\"v\":1}",
        "UNKNOWN_VERSION|{\"v\":2,\"tenant\":\"t\"}",
        "UNKNOWN_KIND|{\"v\":1,\"kind\":\"item_teleported\"}",
        "MISSING_FIELD|{\"v\":1,\"kind\":\"logged_in\",\"tenant\":\"t\",\"eventId\":\"e\"}",
        "MISSING_FIELD|{\"v\":1,\"kind\":\"searched\",\"tenant\":\"t\",\"eventId\":\"e\",\"personId\":\"p\",\"occurredAt\":1}",
        "MISSING_FIELD|{\"v\":1,\"kind\":\"item_viewed\",\"item\":{\"name\":\"n\"}}",
        "INVALID_VALUE|{\"v\":1,\"eventId\":\"\"}",
        "INVALID_VALUE|{\"v\":1,\"eventId\":7}",
        "INVALID_VALUE|{\"v\":1,\"quantity\":3000000000}",
        "INVALID_VALUE|{\"v\":1,\"occurredAt\":99999999999999999999999}",
        "INVALID_VALUE|{\"v\":1,\"currency\":\"ZZZZ\"}",
        "INVALID_VALUE|{\"v\":1,\"amount\":\"1e999999999\"}",
        "INVALID_VALUE|{\"v\":1,\"granted\":\"yes\"}",
        "INVALID_VALUE|{\"v\":1,\"item\":{\"id\":\"i\",\"category\":[]}}",
        "INVALID_VALUE|{\"v\":1,\"context\":{\"a\":1}}",
      })
  void bytes_that_are_no_event_say_why(UndecodableReason expected, String wire) {
    assertEquals(expected, reason(wire));
  }

  @Test
  void no_bytes_at_all_are_no_event() {
    assertEquals(UndecodableReason.NO_VERSION, reason(""));
  }

  private UndecodableReason reason(String wire) {
    return assertInstanceOf(LoggedEvent.Undecodable.class, codec.decode(wire.getBytes(UTF_8)))
        .reason();
  }

  private static EventEnvelope withContext(Map<String, String> context) {
    EventEnvelope sample = EventSamples.of(EventKind.LOGGED_IN);
    return new EventEnvelope(
        sample.tenant(),
        sample.eventId(),
        sample.personId(),
        sample.occurredAt(),
        sample.source(),
        sample.sessionId(),
        context,
        sample.event());
  }

  private static Path golden(EventKind kind) {
    return GOLDEN.resolve("v" + EventEncoder.VERSION + "-" + kind.wireName() + ".json");
  }
}
