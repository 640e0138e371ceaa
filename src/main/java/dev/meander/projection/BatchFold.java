package dev.meander.projection;

import dev.meander.event.LogPosition;
import dev.meander.interest.DayCell;
import dev.meander.interest.DayCellFold;
import dev.meander.interest.ProfileSum;
import dev.meander.projection.BatchPlan.PersonPart;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Folds a planned batch over the loaded states; pure, the rows to write are its result. */
final class BatchFold {

  /**
   * A cell that changed.
   *
   * @param position of the newest event that this batch folded into it
   * @param appendedAt when the log took that event
   */
  record ChangedCell(DayCell cell, LogPosition position, Instant appendedAt) {}

  /**
   * A person whom the batch changed.
   *
   * @param headMoved whether the sum before the newest cell is another one than before
   * @param cells in ascending order of days
   */
  record Change(
      LogPartition partition, PersonState state, boolean headMoved, List<ChangedCell> cells) {}

  private final SortedMap<PersonKey, Change> changes = new TreeMap<>();
  private final SortedMap<PersonKey, PersonState> unchanged = new TreeMap<>();
  private final Sales sales = new Sales();
  private int folded;
  private int duplicates;
  private int turnedAway;

  /** Whether a part holds an event of a day before the newest cell: then all cells are needed. */
  static boolean isLate(PersonPart part, @Nullable PersonState state) {
    if (state == null) {
      return false;
    }
    LocalDate newest = state.newest().day();
    return part.events().stream()
        .anyMatch(event -> DayCell.dayOf(event.envelope()).isBefore(newest));
  }

  /**
   * @param before null for a person without events so far
   * @param earlier all cells of the person by day where {@link #isLate}, else empty
   */
  void fold(
      PersonKey key,
      PersonPart part,
      @Nullable PersonState before,
      NavigableMap<LocalDate, DayCell> earlier) {
    List<ChangedCell> changed = new ArrayList<>();
    Map<LocalDate, List<PositionedEvent>> byDay = new TreeMap<>();
    for (PositionedEvent event : part.events()) {
      byDay.computeIfAbsent(DayCell.dayOf(event.envelope()), day -> new ArrayList<>()).add(event);
    }
    NavigableMap<LocalDate, DayCell> cells = new TreeMap<>(earlier);
    if (before != null) {
      cells.put(before.newest().day(), before.newest());
    }
    byDay.forEach(
        (day, events) -> {
          DayCell cell = cells.getOrDefault(day, DayCell.empty(day));
          ChangedCell next = foldDay(part.partition(), cell, events);
          if (next != null) {
            cells.put(day, next.cell());
            changed.add(next);
          }
        });
    if (!changed.isEmpty()) {
      boolean anew = before == null || !earlier.isEmpty();
      PersonState state = next(anew ? null : before, cells, newest(changed));
      boolean headMoved = before == null || state.head() != before.head();
      changes.put(key, new Change(part.partition(), state, headMoved, changed));
    } else if (before != null) {
      unchanged.put(key, before);
    }
  }

  /** By key. */
  SortedMap<PersonKey, Change> changes() {
    return changes;
  }

  Sales sales() {
    return sales;
  }

  BatchResult result(BatchPlan plan) {
    List<PublishedProfile> profiles = new ArrayList<>(changes.size() + unchanged.size());
    unchanged.forEach((key, state) -> profiles.add(published(key, state)));
    changes.forEach((key, change) -> profiles.add(published(key, change.state())));
    return new BatchResult(
        profiles,
        new BatchResult.Tally(
            folded,
            plan.alreadyApplied(),
            duplicates,
            turnedAway,
            plan.deadLetters().size(),
            plan.erased()));
  }

  private static PublishedProfile published(PersonKey key, PersonState state) {
    return new PublishedProfile(
        key.tenant(),
        key.personId(),
        state.position(),
        state.appendedAt(),
        state.total().toBytes());
  }

  private @Nullable ChangedCell foldDay(
      LogPartition partition, DayCell cell, List<PositionedEvent> events) {
    DayCellFold fold = new DayCellFold(cell);
    PositionedEvent newest = null;
    for (PositionedEvent event : events) {
      switch (fold.fold(event.envelope())) {
        case FOLDED -> {
          folded++;
          sales.add(partition, event.envelope());
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
