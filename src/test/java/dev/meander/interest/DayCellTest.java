package dev.meander.interest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.meander.event.EventEnvelope;
import dev.meander.event.EventKind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The monoid law, by many seeded cases, and the edges of a cell. */
class DayCellTest {

  private static final LocalDate DAY = LocalDate.of(2025, 3, 1);
  private static final DayCell EMPTY = DayCell.empty(DAY);
  private static final int CASES = 300;

  @Test
  void anyOrderAndAnyRepetitionGiveTheSameBytes() {
    for (int seed = 0; seed < CASES; seed++) {
      Random random = new Random(seed);
      List<EventEnvelope> events = Histories.events(random, 1 + random.nextInt(400), 1);
      byte[] expected = foldAll(EMPTY, events).toBytes();
      List<EventEnvelope> shuffled = new ArrayList<>(events);
      for (int repeats = random.nextInt(50); repeats > 0; repeats--) {
        shuffled.add(events.get(random.nextInt(events.size())));
      }
      Collections.shuffle(shuffled, random);
      assertArrayEquals(expected, foldAll(EMPTY, shuffled).toBytes(), "seed " + seed);
    }
  }

  @Test
  void foldingAUnionIsMergingTheFolds() {
    for (int seed = 0; seed < CASES; seed++) {
      Random random = new Random(seed);
      List<EventEnvelope> events = Histories.events(random, 1 + random.nextInt(600), 1);
      List<List<EventEnvelope>> parts =
          List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
      events.forEach(event -> parts.get(random.nextInt(3)).add(event));
      DayCell a = foldAll(EMPTY, parts.get(0));
      DayCell b = foldAll(EMPTY, parts.get(1));
      DayCell c = foldAll(EMPTY, parts.get(2));
      DayCell expected = foldAll(EMPTY, events);
      assertEquals(expected, a.merge(b).merge(c), "seed " + seed);
      assertEquals(expected, c.merge(a.merge(b)), "seed " + seed);
      assertEquals(
          expected, foldAll(a, shuffled(parts.get(1), parts.get(2), random)), "seed " + seed);
    }
  }

  @Test
  void theEmptyCellIsNeutral() {
    DayCell cell = foldAll(EMPTY, Histories.events(new Random(1), 50, 1));
    assertEquals(cell, cell.merge(EMPTY));
    assertEquals(cell, EMPTY.merge(cell));
  }

  @Test
  void bytesReadBackAreTheSameCell() {
    for (int seed = 0; seed < CASES; seed++) {
      Random random = new Random(seed);
      DayCell cell = foldAll(EMPTY, Histories.events(random, random.nextInt(400), 1));
      byte[] bytes = cell.toBytes();
      assertArrayEquals(bytes, DayCell.fromBytes(DAY, bytes).toBytes(), "seed " + seed);
    }
  }

  @Test
  void foldingOneByOneIsFoldingAtOnce() {
    List<EventEnvelope> events = Histories.events(new Random(5), 100, 1);
    DayCell cell = EMPTY;
    for (EventEnvelope event : events) {
      cell = cell.fold(event);
    }
    assertEquals(foldAll(EMPTY, events), cell);
  }

  @ParameterizedTest
  @EnumSource(EventKind.class)
  void everyKindIsCountedOnce(EventKind kind) {
    EventEnvelope event =
        Histories.envelope(
            "e", Histories.START, Histories.event(kind, Histories.item("i", "a", "b")));
    DayCell cell = EMPTY.fold(event).fold(event);
    for (EventKind other : EventKind.values()) {
      assertEquals(other == kind ? 1 : 0, cell.counts[KindCode.of(other)], other.name());
    }
    assertEquals(1, cell.eventCount());
  }

  @Test
  void aRepeatedEventGivesTheSameCell() {
    DayCell cell = foldAll(EMPTY, Histories.events(new Random(2), 5, 1));
    EventEnvelope again = Histories.events(new Random(2), 5, 1).get(3);
    assertSame(cell, cell.fold(again));
  }

  @Test
  void cellsThatShareAnEventDoNotMerge() {
    DayCell cell = foldAll(EMPTY, Histories.events(new Random(2), 5, 1));
    assertThrows(IllegalArgumentException.class, () -> cell.merge(cell));
  }

  @Test
  void anotherDaysEventIsRefused() {
    EventEnvelope late =
        Histories.envelope(
            "e",
            Histories.START.minusMillis(1),
            Histories.event(EventKind.LOGGED_IN, Histories.item("i")));
    assertThrows(IllegalArgumentException.class, () -> EMPTY.fold(late));
    assertNotEquals(DAY, DayCell.dayOf(late));
  }

  @Test
  void aFullDayTurnsEventsAwayAndStaysAsItIs() {
    DayCellFold fold = new DayCellFold(EMPTY);
    for (int i = 0; i < DayCell.MAX_EVENTS; i++) {
      assertEquals(DayCellFold.Outcome.FOLDED, fold.fold(login(i)));
    }
    DayCell full = fold.cell();
    assertEquals(DayCellFold.Outcome.DAY_FULL, fold.fold(login(DayCell.MAX_EVENTS)));
    assertEquals(DayCellFold.Outcome.DUPLICATE, fold.fold(login(7)));
    assertEquals(full, fold.cell());
    assertEquals(DayCell.MAX_EVENTS, full.eventCount());
  }

  @Test
  void damagedBytesAreRefusedNotMisread() {
    byte[] bytes = foldAll(EMPTY, Histories.events(new Random(3), 20, 1)).toBytes();
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = java.util.Arrays.copyOf(bytes, length);
      assertThrows(RuntimeException.class, () -> DayCell.fromBytes(DAY, cut), "cut at " + length);
    }
  }

  private static EventEnvelope login(int i) {
    return Histories.envelope(
        "e" + i,
        Histories.START.plusMillis(i),
        Histories.event(EventKind.LOGGED_IN, Histories.item("i")));
  }

  private static List<EventEnvelope> shuffled(
      List<EventEnvelope> a, List<EventEnvelope> b, Random random) {
    List<EventEnvelope> all = new ArrayList<>(a);
    all.addAll(b);
    Collections.shuffle(all, random);
    return all;
  }

  static DayCell foldAll(DayCell base, List<EventEnvelope> events) {
    DayCellFold fold = new DayCellFold(base);
    for (EventEnvelope event : events) {
      DayCellFold.Outcome _ = fold.fold(event);
    }
    return fold.cell();
  }
}
