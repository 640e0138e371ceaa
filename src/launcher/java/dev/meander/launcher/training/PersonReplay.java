package dev.meander.launcher.training;

import dev.meander.event.EventEnvelope;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.interest.DayCell;
import dev.meander.interest.DayCellFold;
import dev.meander.interest.InterestProfile;
import dev.meander.interest.ProfileSum;
import dev.meander.scoring.TrainingOutcome;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** One person while the log passes: the fold so far, and the examples that wait for an outcome. */
final class PersonReplay {

  /** An example whose outcome is not known yet. */
  static final class Waiting {
    final PersonReplay person;
    final TrainingOutcome outcome;
    int noted;

    Waiting(PersonReplay person, TrainingOutcome outcome) {
      this.person = person;
      this.outcome = outcome;
    }

    /** Notes the person's shares at each horizon that lies before {@code millis}. */
    void noteUntil(long millis) {
      while (noted < TrainingOutcome.HORIZONS.size()
          && outcome.after(TrainingOutcome.HORIZONS.get(noted)) < millis) {
        outcome.weights(noted++, person.profile());
      }
    }
  }

  private final TenantId tenant;
  private final PersonId personId;
  final int number;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private ProfileSum head = ProfileSum.EMPTY;
  private @Nullable LocalDate day;
  private @Nullable DayCellFold fold;
  private @Nullable InterestProfile profile;

  PersonReplay(EventEnvelope first, int number) {
    this.tenant = first.tenant();
    this.personId = first.personId();
    this.number = number;
  }

  /**
   * Takes the next event.
   *
   * @return false when the event was there before, lies on an earlier day or its day is full
   */
  boolean take(EventEnvelope event) {
    LocalDate on = DayCell.dayOf(event);
    if (day != null && on.isBefore(day)) {
      return false;
    }
    long at = event.occurredAt().toEpochMilli();
    waiting.forEach(each -> each.noteUntil(at));
    DayCellFold current = fold;
    if (current == null || !on.equals(day)) {
      head = current == null ? head : head.plus(current.cell());
      current = new DayCellFold(DayCell.empty(on));
      fold = current;
      day = on;
    }
    if (current.fold(event) != DayCellFold.Outcome.FOLDED) {
      return false;
    }
    profile = null;
    waiting.forEach(each -> each.outcome.then(event));
    return true;
  }

  /** As of the newest event. */
  InterestProfile profile() {
    InterestProfile known = profile;
    if (known == null) {
      known = (fold == null ? head : head.plus(fold.cell())).profile(tenant, personId);
      profile = known;
    }
    return known;
  }

  int waiting() {
    return waiting.size();
  }

  Waiting await(TrainingOutcome outcome) {
    Waiting added = new Waiting(this, outcome);
    waiting.add(added);
    return added;
  }

  void settled(Waiting done) {
    waiting.remove(done);
  }
}
