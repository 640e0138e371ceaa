package dev.meander.interest;

import dev.meander.event.EventEnvelope;
import java.time.Instant;
import java.time.LocalDate;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * One person's days while their events pass in the order of the log, as far as their consent goes.
 * What it does not cover leaves nothing but the hash of its id, so that a retry is known however
 * late it comes; when it is withdrawn, all days before are left with no more than that. Confined to
 * one thread.
 */
public final class PersonDays {

  /** What became of an event. */
  public enum Outcome {
    /** It is in its day now. */
    COUNTED,
    /** Its day knows its id and nothing else of it, for want of consent. */
    WITHHELD,
    /** Its day knew its id before; nothing changed. */
    DUPLICATE,
    /** Its day has {@link DayCell#MAX_EVENTS} events; nothing changed, but for the consent. */
    DAY_FULL
  }

  /**
   * A day that changed.
   *
   * @param last which event changed it last: 0 for the first one taken
   */
  public record Changed(DayCell cell, int last) {}

  private static final class Day {
    private DayCellFold fold;
    private int last = -1;

    private Day(DayCell cell) {
      fold = new DayCellFold(cell);
    }
  }

  private final NavigableMap<LocalDate, DayCell> before;
  private final NavigableMap<LocalDate, Day> days = new TreeMap<>();
  private Consent consent;
  private int taken;

  /**
   * @param before all days of the person, where a withdrawal may be taken or an event may be of a
   *     day before the newest; else the newest day is enough
   */
  public PersonDays(Consent consent, NavigableMap<LocalDate, DayCell> before) {
    this.consent = consent;
    this.before = before;
  }

  /**
   * Takes the next event.
   *
   * @param appendedAt when the log took it
   */
  public Outcome take(EventEnvelope envelope, Instant appendedAt) {
    int number = taken++;
    Consent next = consent.after(envelope, appendedAt);
    boolean counts = next.covers(envelope.occurredAt());
    Day day = days.computeIfAbsent(DayCell.dayOf(envelope), this::open);
    DayCellFold.Outcome outcome = counts ? day.fold.fold(envelope) : day.fold.note(envelope);
    if (outcome == DayCellFold.Outcome.DUPLICATE) {
      return Outcome.DUPLICATE;
    }
    if (outcome == DayCellFold.Outcome.FOLDED) {
      day.last = number;
    }
    if (consent.granted() && !next.granted()) {
      hush(number);
    }
    consent = next;
    if (outcome == DayCellFold.Outcome.DAY_FULL) {
      return Outcome.DAY_FULL;
    }
    return counts ? Outcome.COUNTED : Outcome.WITHHELD;
  }

  /** As the events so far leave it. */
  public Consent consent() {
    return consent;
  }

  /** The days that are not as they were, ascending. */
  public NavigableMap<LocalDate, Changed> changed() {
    NavigableMap<LocalDate, Changed> changed = new TreeMap<>();
    days.forEach(
        (date, day) -> {
          if (day.last >= 0) {
            changed.put(date, new Changed(day.fold.cell(), day.last));
          }
        });
    return changed;
  }

  private Day open(LocalDate date) {
    DayCell cell = before.get(date);
    return new Day(cell == null ? DayCell.empty(date) : cell);
  }

  private void hush(int number) {
    before.forEach(
        (date, cell) -> {
          if (!cell.isHushed()) {
            Day _ = days.computeIfAbsent(date, this::open);
          }
        });
    for (Day day : days.values()) {
      DayCell cell = day.fold.cell();
      if (!cell.isHushed()) {
        day.fold = new DayCellFold(cell.hushed());
        day.last = number;
      }
    }
  }
}
