package dev.meander.projection;

import dev.meander.event.EventEnvelope;
import dev.meander.interest.Consent;
import dev.meander.interest.DayCell;
import dev.meander.interest.PersonDays;
import dev.meander.interest.ProfileSum;
import dev.meander.projection.BatchFold.ChangedCell;
import dev.meander.projection.BatchPlan.PersonPart;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
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
  private final List<EventEnvelope> withheld = new ArrayList<>();
  private final @Nullable PersonState state;
  private final boolean rowMoved;
  private int duplicates;
  private int turnedAway;

  /**
   * Folds.
   *
   * @param before null for a person without events so far
   * @param earlier all cells of the person by day where {@link BatchPlan#needsAllCells}, else empty
   * @throws RuntimeException when one of the events cannot be folded
   */
  PersonFold(
      PersonPart part, @Nullable PersonState before, NavigableMap<LocalDate, DayCell> earlier) {
    NavigableMap<LocalDate, DayCell> cells = new TreeMap<>(earlier);
    if (before != null) {
      cells.put(before.newest().day(), before.newest());
    }
    Consent consentBefore = before == null ? Consent.UNASKED : before.consent();
    PersonDays days = new PersonDays(consentBefore, cells);
    part.events().forEach(event -> take(days, event));
    days.changed()
        .forEach(
            (day, next) -> {
              PositionedEvent last = part.events().get(next.last());
              cells.put(day, next.cell());
              changed.add(new ChangedCell(next.cell(), last.position(), last.appendedAt()));
            });
    if (changed.isEmpty()) {
      // A full day takes no event in; a consent is heard all the same.
      rowMoved = !days.consent().equals(consentBefore);
      state = before == null ? null : before.with(days.consent());
    } else {
      boolean anew = before == null || !earlier.isEmpty();
      PersonState next = next(anew ? null : before, cells, newest(changed), days.consent());
      state = next;
      rowMoved =
          before == null || next.head() != before.head() || !next.consent().equals(consentBefore);
    }
  }

  private void take(PersonDays days, PositionedEvent event) {
    EventEnvelope envelope = event.envelope();
    LocalDate day = DayCell.dayOf(envelope);
    if (day.isBefore(FIRST_DAY) || day.isAfter(LAST_DAY)) {
      throw new IllegalArgumentException("no day cell can be of " + day);
    }
    switch (days.take(envelope, event.appendedAt())) {
      case COUNTED -> counted.add(envelope);
      case WITHHELD -> withheld.add(envelope);
      case DUPLICATE -> duplicates++;
      case DAY_FULL -> turnedAway++;
    }
  }

  /** In ascending order of days; empty where nothing new was folded. */
  List<ChangedCell> changed() {
    return changed;
  }

  /** What is new, in the order of the log. */
  List<EventEnvelope> counted() {
    return counted;
  }

  /** What is new and not to be profiled, for want of the person's consent. */
  List<EventEnvelope> withheld() {
    return withheld;
  }

  /** Null for a person without events up to now. */
  @Nullable PersonState state() {
    return state;
  }

  /** Whether the person's own row is another one than before: its head, or the consent. */
  boolean rowMoved() {
    return rowMoved;
  }

  int duplicates() {
    return duplicates;
  }

  int turnedAway() {
    return turnedAway;
  }

  /** Continues from the sum that is there, or sums all cells anew. */
  private static PersonState next(
      @Nullable PersonState before,
      NavigableMap<LocalDate, DayCell> cells,
      ChangedCell newest,
      Consent consent) {
    ProfileSum head = before == null ? ProfileSum.EMPTY : before.head();
    for (DayCell cell : cells.headMap(cells.lastKey(), false).values()) {
      head = before != null && isSame(cell, before.newest()) ? before.total() : head.plus(cell);
    }
    return PersonState.of(
        head, cells.lastEntry().getValue(), consent, newest.position(), newest.appendedAt());
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
