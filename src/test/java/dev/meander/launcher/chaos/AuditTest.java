package dev.meander.launcher.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.event.EventEnvelope;
import dev.meander.event.EventId;
import dev.meander.event.LogPosition;
import dev.meander.event.TenantId;
import dev.meander.interest.DayCell;
import dev.meander.launcher.sample.SampleSettings;
import dev.meander.launcher.sample.SampleStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/** The account finds each fault that a read model can have. */
class AuditTest {

  private static final int EVENTS = 300;
  private static final SampleSettings SHOP =
      new SampleSettings(new TenantId("default"), 20, 60, 5, LocalDate.of(2024, 1, 1));

  private final List<EventEnvelope> events = new SampleStream(SHOP).stream().limit(EVENTS).toList();

  @Test
  void a_faithful_read_model_is_good() {
    Verdict verdict = verdict(number -> number, events);
    assertTrue(verdict.good(), verdict::toString);
    assertEquals("kills=1 acknowledged=300 lost=0 doubled=0 reordered=0", verdict.toString());
  }

  @Test
  void an_event_that_no_cell_holds_is_lost() {
    List<EventEnvelope> stored = new ArrayList<>(events);
    stored.remove(17);
    assertEquals(1, verdict(number -> number, stored).lost());
  }

  @Test
  void an_event_too_many_is_doubled() {
    EventEnvelope first = events.getFirst();
    List<EventEnvelope> stored = new ArrayList<>(events);
    stored.add(
        new EventEnvelope(
            first.tenant(),
            new EventId("another"),
            first.personId(),
            first.occurredAt(),
            first.source(),
            first.sessionId(),
            first.context(),
            first.event()));
    Verdict verdict = verdict(number -> number, stored);
    assertEquals(1, verdict.doubled());
    assertFalse(verdict.good());
  }

  @Test
  void a_place_in_the_log_before_that_of_an_earlier_event_is_reordered() {
    String person = events.getLast().personId().value();
    assertTrue(
        events.stream().filter(event -> event.personId().value().equals(person)).count() > 1);
    assertEquals(1, verdict(number -> number == EVENTS - 1 ? 0 : number + 1, events).reordered());
  }

  @Test
  void counts_that_differ_are_lost_or_doubled() {
    Audit audit = Audit.of(SHOP, ledger(number -> number));
    String person = audit.people().getFirst();
    Map<String, Integer> counts = new TreeMap<>();
    events.stream()
        .filter(event -> event.personId().value().equals(person))
        .forEach(event -> counts.merge(event.kind().wireName(), 1, Integer::sum));
    audit.compareCounts(person, counts);
    String kind = counts.keySet().iterator().next();
    counts.merge(kind, 2, Integer::sum);
    audit.compareCounts(person, counts);
    counts.remove(kind);
    audit.compareCounts(person, counts);
    Verdict verdict = audit.verdict(1, ledger(number -> number), List.of());
    assertEquals(2, verdict.doubled());
    assertTrue(verdict.lost() > 0);
  }

  private Verdict verdict(IntUnaryOperator place, List<EventEnvelope> stored) {
    Ledger ledger = ledger(place);
    Audit audit = Audit.of(SHOP, ledger);
    Map<String, Map<LocalDate, DayCell>> cells = new HashMap<>();
    for (EventEnvelope event : stored) {
      LocalDate day = DayCell.dayOf(event);
      cells
          .computeIfAbsent(event.personId().value(), _ -> new TreeMap<>())
          .compute(day, (_, cell) -> (cell == null ? DayCell.empty(day) : cell).fold(event));
    }
    audit.compareCells(cells);
    return audit.verdict(1, ledger, List.of());
  }

  /** Every event acknowledged, at the place that its number is given. */
  private Ledger ledger(IntUnaryOperator place) {
    Ledger ledger = new Ledger();
    for (EventEnvelope event : events) {
      int number = ledger.number();
      ledger.acknowledge(
          new NumberedEvent(number, event), new LogPosition(0, 1, place.applyAsInt(number), -1));
    }
    return ledger;
  }
}
