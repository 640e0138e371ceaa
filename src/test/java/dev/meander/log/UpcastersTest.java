package dev.meander.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.meander.event.BehaviorEvent;
import dev.meander.log.Upcasters.Upcaster;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * How an older form is led to the newest, with two forms that never were: -2 said {@code term} for
 * {@code query}, and -1 told the time in seconds.
 */
class UpcastersTest {

  private static final Upcasters MADE_UP =
      new Upcasters(
          1,
          new TreeMap<>(
              Map.of(
                  -2,
                  new Upcaster(-1, event -> event.set("query", event.remove("term"))),
                  -1,
                  new Upcaster(
                      1,
                      event ->
                          event.put("occurredAt", 1_000 * event.get("occurredAt").asLong())))));

  private final EventCodec codec = new EventCodec(MADE_UP);

  @Test
  void an_old_event_is_led_through_every_version_to_the_newest() {
    byte[] wire = searched(-2, "\"term\":\"lipstick\",\"occurredAt\":7");
    var read = assertInstanceOf(LoggedEvent.Decoded.class, codec.decode(wire));
    assertEquals(new BehaviorEvent.Searched("lipstick"), read.envelope().event());
    assertEquals(7_000, read.envelope().occurredAt().toEpochMilli());
    assertArrayEquals(wire, read.wire(), "as it stands in the log");
  }

  @Test
  void a_version_in_between_is_led_through_the_rest() {
    var read =
        assertInstanceOf(
            LoggedEvent.Decoded.class,
            codec.decode(searched(-1, "\"query\":\"lipstick\",\"occurredAt\":7")));
    assertEquals(7_000, read.envelope().occurredAt().toEpochMilli());
  }

  @Test
  void the_newest_is_read_as_it_is() {
    var read =
        assertInstanceOf(
            LoggedEvent.Decoded.class,
            codec.decode(searched(1, "\"query\":\"lipstick\",\"occurredAt\":7")));
    assertEquals(7, read.envelope().occurredAt().toEpochMilli());
  }

  @Test
  void what_an_old_event_lacks_is_told_as_of_the_newest_form() {
    var read =
        assertInstanceOf(
            LoggedEvent.Undecodable.class, codec.decode(searched(-1, "\"occurredAt\":7")));
    assertEquals(UndecodableReason.MISSING_FIELD, read.reason());
    assertEquals("query is missing", read.detail());
  }

  @Test
  void a_version_that_nothing_leads_on_from_is_unknown() {
    var read =
        assertInstanceOf(LoggedEvent.Undecodable.class, codec.decode(searched(-3, "\"a\":1")));
    assertEquals(UndecodableReason.UNKNOWN_VERSION, read.reason());
  }

  @Test
  void a_step_into_the_void_is_refused_at_the_start() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Upcasters(9, new TreeMap<>(Map.of(1, new Upcaster(5, event -> {})))));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Upcasters(9, new TreeMap<>(Map.of(1, new Upcaster(1, event -> {})))));
  }

  private static byte[] searched(int version, String rest) {
    return ("{\"v\":"
            + version
            + ",\"tenant\":\"t\",\"eventId\":\"e\",\"personId\":\"p\",\"kind\":\"searched\","
            + rest
            + "}")
        .getBytes(UTF_8);
  }
}
