package dev.meander.projection;

import dev.meander.event.BehaviorEvent.PersonMerged;
import dev.meander.event.EventEnvelope;
import dev.meander.interest.Consent;
import dev.meander.interest.DayCell;
import dev.meander.interest.PersonDays;
import dev.meander.interest.ProfileSum;
import dev.meander.projection.BatchFold.ChangedCell;
import dev.meander.projection.BatchPlan.PersonPart;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
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
  private final List<PositionedEvent> namings = new ArrayList<>();
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
    if (part.events().isEmpty()) {
      state = before;
    } else {
      PositionedEvent last =
          Collections.max(part.events(), Comparator.comparing(PositionedEvent::position));
      boolean anew = before == null || !earlier.isEmpty();
      state =
          changed.isEmpty()
              ? passed(before, last, days.consent())
              : next(anew ? null : before, cells, last, days.consent());
    }
    rowMoved = rowMoved(before, state);
  }

  /**
   * Who reads takes the newer of two places, the row's and that of the newest cell. An event that
   * leaves its cell as it was, a repetition say, moves the row's, for whoever sent it was told
   * where it stands.
   */
  private boolean rowMoved(@Nullable PersonState before, @Nullable PersonState now) {
    if (now == null || before == null) {
      return now != null;
    }
    boolean told =
        changed.isEmpty()
            ? now.position().equals(before.position())
            : changed.getLast().cell().day().equals(now.newest().day())
                && changed.getLast().position().equals(now.position());
    return !told || now.head() != before.head() || !now.consent().equals(before.consent());
  }

  private void take(PersonDays days, PositionedEvent event) {
    EventEnvelope envelope = event.envelope();
    LocalDate day = DayCell.dayOf(envelope);
    if (day.isBefore(FIRST_DAY) || day.isAfter(LAST_DAY)) {
      throw new IllegalArgumentException("no day cell can be of " + day);
    }
    boolean isNew =
        switch (days.take(envelope, event.appendedAt())) {
          case COUNTED -> counted.add(envelope);
          case WITHHELD -> withheld.add(envelope);
          case DUPLICATE -> {
            duplicates++;
            yield false;
          }
          case DAY_FULL -> {
            turnedAway++;
            yield false;
          }
        };
    if (isNew && envelope.event() instanceof PersonMerged) {
      namings.add(event);
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

  /**
   * What is new and says something of other names. Also without consent: who the person is decides
   * whom the lack of it concerns.
   */
  List<PositionedEvent> namings() {
    return namings;
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

  private static @Nullable PersonState passed(
      @Nullable PersonState before, PositionedEvent last, Consent consent) {
    return before == null
        ? null
        : new PersonState(
            before.head(),
            before.newest(),
            before.total(),
            consent,
            last.position(),
            last.appendedAt());
  }

  /** Continues from the sum that is there, or sums all cells anew. */
  private static PersonState next(
      @Nullable PersonState before,
      NavigableMap<LocalDate, DayCell> cells,
      PositionedEvent last,
      Consent consent) {
    ProfileSum head = before == null ? ProfileSum.EMPTY : before.head();
    for (DayCell cell : cells.headMap(cells.lastKey(), false).values()) {
      head = before != null && isSame(cell, before.newest()) ? before.total() : head.plus(cell);
    }
    return PersonState.of(
        head, cells.lastEntry().getValue(), consent, last.position(), last.appendedAt());
  }

  /** By identity: cells are immutable, and comparing their bytes costs as much as adding them. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(DayCell cell, DayCell other) {
    return cell == other;
  }
}
