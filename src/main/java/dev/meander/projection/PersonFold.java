package dev.meander.projection;

import dev.meander.event.EventEnvelope;
import dev.meander.interest.DayCell;
import dev.meander.interest.DayCellFold;
import dev.meander.interest.ProfileSum;
import dev.meander.projection.BatchFold.ChangedCell;
import dev.meander.projection.BatchPlan.PersonPart;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One person's part of a batch, folded; pure. */
final class PersonFold {

  /** Days that the tables can hold, and that time has. */
  private static final LocalDate FIRST_DAY = LocalDate.of(0, 1, 1);

  private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

  private final List<ChangedCell> changed = new ArrayList<>();
  private final List<EventEnvelope> counted = new ArrayList<>();
  private final @Nullable PersonState state;
  private final boolean headMoved;
  private int duplicates;
  private int turnedAway;

  /**
   * Folds.
   *
   * @param before null for a person without events so far
   * @param earlier all cells of the person by day where an event is late, else empty
   * @throws RuntimeException when one of the events cannot be folded
   */
  PersonFold(
      PersonPart part, @Nullable PersonState before, NavigableMap<LocalDate, DayCell> earlier) {
    NavigableMap<LocalDate, DayCell> cells = new TreeMap<>(earlier);
    if (before != null) {
      cells.put(before.newest().day(), before.newest());
    }
    byDay(part.events())
        .forEach(
            (day, events) -> {
              ChangedCell next = foldDay(cells.getOrDefault(day, DayCell.empty(day)), events);
              if (next != null) {
                cells.put(day, next.cell());
                changed.add(next);
              }
            });
    if (changed.isEmpty()) {
      state = before;
      headMoved = false;
    } else {
      boolean anew = before == null || !earlier.isEmpty();
      PersonState next = next(anew ? null : before, cells, newest(changed));
      state = next;
      headMoved = before == null || next.head() != before.head();
    }
  }

  /** In ascending order of days; empty where nothing new was folded. */
  List<ChangedCell> changed() {
    return changed;
  }

  /** What is new, by day and then in the order of the log. */
  List<EventEnvelope> counted() {
    return counted;
  }

  /** Null for a person without events up to now. */
  @Nullable PersonState state() {
    return state;
  }

  boolean headMoved() {
    return headMoved;
  }

  int duplicates() {
    return duplicates;
  }

  int turnedAway() {
    return turnedAway;
  }

  private static Map<LocalDate, List<PositionedEvent>> byDay(List<PositionedEvent> events) {
    Map<LocalDate, List<PositionedEvent>> byDay = new TreeMap<>();
    for (PositionedEvent event : events) {
      LocalDate day = DayCell.dayOf(event.envelope());
      if (day.isBefore(FIRST_DAY) || day.isAfter(LAST_DAY)) {
        throw new IllegalArgumentException("no day cell can be of " + day);
      }
      byDay.computeIfAbsent(day, one -> new ArrayList<>()).add(event);
    }
    return byDay;
  }

  private @Nullable ChangedCell foldDay(DayCell cell, List<PositionedEvent> events) {
    DayCellFold fold = new DayCellFold(cell);
    PositionedEvent newest = null;
    for (PositionedEvent event : events) {
      switch (fold.fold(event.envelope())) {
        case FOLDED -> {
          counted.add(event.envelope());
          newest = event;
        }
        case DUPLICATE -> duplicates++;
        case DAY_FULL -> turnedAway++;
      }
    }
    return newest == null
        ? null
        : new ChangedCell(fold.cell(), newest.position(), newest.appendedAt());
  }

  /** Continues from the sum that is there, or sums all cells anew. */
  private static PersonState next(
      @Nullable PersonState before, NavigableMap<LocalDate, DayCell> cells, ChangedCell newest) {
    ProfileSum head = before == null ? ProfileSum.EMPTY : before.head();
    for (DayCell cell : cells.headMap(cells.lastKey(), false).values()) {
      head = before != null && isSame(cell, before.newest()) ? before.total() : head.plus(cell);
    }
    return PersonState.of(
        head, cells.lastEntry().getValue(), newest.position(), newest.appendedAt());
  }

  /** By identity: cells are immutable, and comparing their bytes costs as much as adding them. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(DayCell cell, DayCell other) {
    return cell == other;
  }

  private static ChangedCell newest(List<ChangedCell> changed) {
    ChangedCell newest = changed.getFirst();
    for (ChangedCell cell : changed) {
      if (cell.position().compareTo(newest.position()) > 0) {
        newest = cell;
      }
    }
    return newest;
  }
}
