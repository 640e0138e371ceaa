package dev.meander.launcher.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.event.EventEnvelope;
import dev.meander.event.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class SampleStreamTest {

  private static final LocalDate START = LocalDate.of(2024, 1, 1);

  private static SampleSettings settings(int people, int days, long seed) {
    return new SampleSettings(new TenantId("default"), people, days, seed, START);
  }

  private static List<String> lines(int people, int days, long seed) {
    return new SampleStream(settings(people, days, seed)).stream().map(WireForm::line).toList();
  }

  /** Changing what is generated is allowed; then the prefix of the event ids must change too. */
  @Test
  void the_same_seed_gives_the_same_bytes_on_every_machine() throws NoSuchAlgorithmException {
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    List<String> lines = lines(60, 90, 7);
    for (String line : lines) {
      sha256.update((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
    assertEquals(11_331, lines.size());
    assertEquals(
        "8aa489814664f39237e02b1b6d2f4c1a6dfe1df841d29e075ddfb497a7907935",
        HexFormat.of().formatHex(sha256.digest()));
  }

  @Test
  void events_come_by_time_with_ids_of_their_own() {
    List<EventEnvelope> events = new SampleStream(settings(80, 60, 7)).stream().toList();
    for (int i = 1; i < events.size(); i++) {
      Instant before = events.get(i - 1).occurredAt();
      assertFalse(events.get(i).occurredAt().isBefore(before), "event " + i + " goes back");
    }
    long ids = events.stream().map(EventEnvelope::eventId).distinct().count();
    assertEquals(events.size(), ids);
    assertTrue(events.getFirst().occurredAt().isAfter(Instant.parse("2023-12-31T15:59:59Z")));
    assertTrue(events.getLast().occurredAt().isBefore(Instant.parse("2024-02-29T16:00:00Z")));
  }

  @Test
  void more_days_extend_the_stream_and_change_nothing_before() {
    List<String> shorter = lines(40, 20, 3);
    List<String> longer = lines(40, 50, 3);
    assertTrue(longer.size() > shorter.size());
    assertEquals(shorter, longer.subList(0, shorter.size()));
  }

  @Test
  void more_people_add_events_and_change_nobody_elses() {
    List<String> few = lines(20, 40, 3);
    List<String> many = lines(50, 40, 3);
    assertTrue(many.size() > few.size());
    assertEquals(few, many.stream().filter(line -> personIndex(line) < 20).toList());
  }

  private static int personIndex(String line) {
    String mark = "\"personId\":\"p-";
    int at = line.indexOf(mark) + mark.length();
    return Integer.parseInt(line.substring(at, at + 6));
  }

  @Test
  void another_seed_is_another_shop() {
    assertNotEquals(lines(10, 30, 1), lines(10, 30, 2));
  }

  @Test
  void a_stream_that_is_over_says_so() {
    SampleStream stream = new SampleStream(settings(1, 1, 7));
    stream.forEachRemaining(event -> assertEquals("p-000000", event.personId().value()));
    assertFalse(stream.hasNext());
    assertThrows(NoSuchElementException.class, stream::next);
  }

  @Test
  void a_shop_without_people_or_days_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> settings(0, 1, 7));
    assertThrows(IllegalArgumentException.class, () -> settings(1, 0, 7));
  }
}
