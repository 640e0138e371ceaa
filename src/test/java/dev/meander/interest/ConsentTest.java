package dev.meander.interest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.event.BehaviorEvent.ConsentChanged;
import dev.meander.event.EventEnvelope;
import dev.meander.event.EventKind;
import dev.meander.interest.PersonDays.Outcome;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What consent covers, by the order of the log and by the time of what happened. */
public class ConsentTest {

  private static final Instant LATER = Histories.START.plusSeconds(90 * 86_400L);

  @Test
  void whoNeverWithdrewItIsCoveredAlways() {
    Consent granted = Consent.UNASKED.after(consent("g", 5, true), LATER);
    assertEquals(Consent.UNASKED, granted);
    assertTrue(granted.covers(at(0)));
    assertEquals(Consent.UNASKED, Consent.UNASKED.after(view("v", 1), LATER));
  }

  @Test
  void aWithdrawalCoversNothingAndAGrantWhatHappensFromThenOn() {
    Consent withdrawn = Consent.UNASKED.after(consent("w", 10, false), LATER);
    assertFalse(withdrawn.covers(at(1)));
    assertFalse(withdrawn.covers(at(20)));
    Consent again = withdrawn.after(consent("g", 15, true), LATER);
    assertFalse(again.covers(at(5)));
    assertFalse(again.covers(at(12)));
    assertTrue(again.covers(at(15)));
    assertTrue(again.covers(at(16)));
  }

  @Test
  void aGrantOlderThanTheWithdrawalAllowsNothingAndAWithdrawalCountsWheneverItComes() {
    Consent withdrawn = Consent.UNASKED.after(consent("w", 10, false), LATER);
    assertEquals(withdrawn, withdrawn.after(consent("old", 9, true), LATER));
    Consent again = withdrawn.after(consent("g", 15, true), LATER);
    Consent late = again.after(consent("late", 12, false), LATER);
    assertFalse(late.granted());
    assertEquals(late, late.after(consent("between", 13, true), LATER));
    assertTrue(late.after(consent("newer", 16, true), LATER).granted());
  }

  @Test
  void aClockThatRunsAheadHoldsNoLaterGrantUp() {
    Instant tookIt = at(10);
    Consent ahead = Consent.UNASKED.after(consent("w", 30, false), tookIt);
    Consent again = ahead.after(consent("g", 12, true), at(12));
    assertTrue(again.granted());
    assertTrue(again.covers(at(12)));
  }

  @Test
  void whatIsWithheldIsKnownByItsIdAndByNothingElse() {
    PersonDays days = new PersonDays(Consent.UNASKED, new TreeMap<>());
    assertEquals(Outcome.COUNTED, days.take(view("a", 1), LATER));
    assertEquals(Outcome.WITHHELD, days.take(consent("w", 2, false), LATER));
    assertEquals(Outcome.WITHHELD, days.take(view("b", 3), LATER));
    assertEquals(Outcome.DUPLICATE, days.take(view("a", 1), LATER));
    assertEquals(Outcome.DUPLICATE, days.take(view("b", 3), LATER));
    assertEquals(Outcome.DUPLICATE, days.take(consent("w", 2, false), LATER));
    assertTrue(days.changed().values().stream().allMatch(day -> day.cell().isHushed()));
    assertEquals(Outcome.COUNTED, days.take(consent("g", 4, true), LATER));
    assertEquals(Outcome.DUPLICATE, days.take(consent("w", 2, false), LATER));
    assertTrue(days.consent().granted());
    assertEquals(Outcome.WITHHELD, days.take(view("late", 3), LATER));
    assertEquals(Outcome.COUNTED, days.take(view("c", 5), LATER));
    DayCell cell = days.changed().values().iterator().next().cell();
    assertEquals(6, cell.eventCount());
    assertEquals(
        2, ProfileSum.of(List.of(cell)).profile(Histories.TENANT, Histories.PERSON).eventCount());
    assertEquals(cell, DayCell.fromBytes(cell.day(), cell.toBytes()));
  }

  @Test
  void whateverTheLogTheDaysHoldWhatWasCoveredAndKnowEverything() {
    for (int seed = 0; seed < 200; seed++) {
      List<EventEnvelope> log = log(new Random(seed), 60);
      Days days = new Days();
      Plainly plainly = new Plainly();
      Random random = new Random(seed);
      for (EventEnvelope event : log) {
        if (random.nextInt(5) == 0) {
          days.nextBatch();
        }
        days.take(event);
        plainly.take(event);
      }
      days.nextBatch();
      List<DayCell> cells = List.copyOf(days.cells.values());
      assertArrayEquals(
          ProfileSum.of(Histories.cells(plainly.counted)).toBytes(),
          ProfileSum.of(cells).toBytes(),
          "seed " + seed);
      int before = cells.stream().mapToInt(DayCell::eventCount).sum();
      assertEquals(plainly.known.size(), before);
      log.forEach(days::take);
      days.nextBatch();
      assertEquals(cells, List.copyOf(days.cells.values()));
    }
  }

  /** The days of a person as a read model keeps them, batch by batch. */
  private static final class Days {
    final NavigableMap<LocalDate, DayCell> cells = new TreeMap<>();
    private PersonDays batch = new PersonDays(Consent.UNASKED, cells);

    void take(EventEnvelope event) {
      Outcome _ = batch.take(event, LATER);
    }

    void nextBatch() {
      batch.changed().forEach((day, changed) -> cells.put(day, changed.cell()));
      batch = new PersonDays(batch.consent(), cells);
    }
  }

  /** The rules as one would say them, with every event at hand. */
  private static final class Plainly {
    final List<EventEnvelope> counted = new ArrayList<>();
    final Set<String> known = new HashSet<>();
    private boolean granted = true;
    private Instant from = Instant.MIN;
    private Instant withdrawnAt = Instant.MIN;

    void take(EventEnvelope event) {
      if (!known.add(event.eventId().value())) {
        return;
      }
      Instant when = event.occurredAt();
      if (event.event() instanceof ConsentChanged(boolean grants)) {
        if (!grants) {
          counted.clear();
          granted = false;
          withdrawnAt = Collections.max(List.of(when, withdrawnAt, from));
        } else if (!granted && !when.isBefore(withdrawnAt)) {
          granted = true;
          from = when;
        }
      }
      if (granted && !when.isBefore(from)) {
        counted.add(event);
      }
    }
  }

  /** Events of twelve days in any order, some of them twice, one in six about consent. */
  public static List<EventEnvelope> log(Random random, int events) {
    List<EventEnvelope> log = new ArrayList<>();
    for (EventEnvelope event : Histories.events(random, events, 12)) {
      EventEnvelope one =
          random.nextInt(6) == 0
              ? Histories.envelope(
                  event.eventId().value(),
                  event.occurredAt(),
                  new ConsentChanged(random.nextInt(3) > 0))
              : event;
      log.add(one);
      if (random.nextInt(8) == 0) {
        log.add(one);
      }
    }
    Collections.shuffle(log, random);
    return log;
  }

  private static Instant at(long hour) {
    return Histories.START.plusSeconds(hour * 3_600);
  }

  private static EventEnvelope consent(String id, long hour, boolean granted) {
    return Histories.envelope(id, at(hour), new ConsentChanged(granted));
  }

  private static EventEnvelope view(String id, long hour) {
    return Histories.envelope(
        id, at(hour), Histories.event(EventKind.ITEM_VIEWED, Histories.item("i", "x")));
  }
}
