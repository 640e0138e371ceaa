package dev.meander.projection;

import dev.meander.interest.DayCell;
import dev.meander.projection.BatchPlan.PersonPart;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds out how many events of a sequence can be folded, by folding them. Pure. */
final class TrialFold {

  private final Map<PersonKey, PersonState> states;
  private final Map<PersonKey, NavigableMap<LocalDate, DayCell>> late;

  /**
   * @param states of the people before the batch
   * @param late all cells of those who {@linkplain BatchPlan#needsAllCells need them}
   */
  TrialFold(
      Map<PersonKey, PersonState> states, Map<PersonKey, NavigableMap<LocalDate, DayCell>> late) {
    this.states = states;
    this.late = late;
  }

  /**
   * @param fit how many of them, from the first
   * @param failure of the next one; null where all of them fit
   */
  record Outcome(int fit, @Nullable RuntimeException failure) {

    /** What a dead letter says of it; its message may quote the event, so it is left out. */
    String reason() {
      return failure == null ? "" : "FOLD_FAILED: " + failure.getClass().getSimpleName();
    }

    /** The same with the place in the code, for those who have to mend that. */
    String where() {
      return failure == null ? "" : reason() + " at " + List.of(failure.getStackTrace()).getFirst();
    }
  }

  /**
   * @param before events that fit
   * @param next behind them
   */
  Outcome of(List<PositionedEvent> before, List<PositionedEvent> next) {
    RuntimeException failure = failure(before, next);
    int fit = failure == null ? next.size() : 0;
    int unfit = next.size();
    while (failure != null && unfit - fit > 1) {
      int middle = (fit + unfit) >>> 1;
      RuntimeException there = failure(before, next.subList(0, middle));
      if (there == null) {
        fit = middle;
      } else {
        unfit = middle;
        failure = there;
      }
    }
    return new Outcome(fit, failure);
  }

  PersonFold fold(PersonKey key, PersonPart part) {
    return new PersonFold(part, states.get(key), late.getOrDefault(key, new TreeMap<>()));
  }

  private @Nullable RuntimeException failure(
      List<PositionedEvent> before, List<PositionedEvent> next) {
    if (next.isEmpty()) {
      return null;
    }
    try {
      byPerson(before, next)
          .forEach(
              (key, part) -> {
                PersonFold _ = fold(key, part);
              });
      return null;
    } catch (RuntimeException e) {
      return e;
    }
  }

  /** Each person's part of two runs of events. */
  static Map<PersonKey, PersonPart> byPerson(
      List<PositionedEvent> first, List<PositionedEvent> then) {
    Map<PersonKey, PersonPart> parts = new HashMap<>();
    for (List<PositionedEvent> run : List.of(first, then)) {
      for (PositionedEvent event : run) {
        LogPartition partition =
            new LogPartition(event.envelope().tenant(), event.position().partition());
        parts
            .computeIfAbsent(
                new PersonKey(event.envelope().tenant(), event.envelope().personId()),
                key -> new PersonPart(partition, new ArrayList<>()))
            .events()
            .add(event);
      }
    }
    return parts;
  }
}
