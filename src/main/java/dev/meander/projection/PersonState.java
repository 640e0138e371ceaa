package dev.meander.projection;

import dev.meander.event.LogPosition;
import dev.meander.interest.Consent;
import dev.meander.interest.DayCell;
import dev.meander.interest.ProfileSum;
import java.time.Instant;

/**
 * All that folding a person's next event needs, unless it is late.
 *
 * @param head the sum of all cells before the newest
 * @param newest the newest cell, never empty
 * @param total {@code head} plus {@code newest}; empty where nothing counts, for want of consent
 * @param consent as the newest event leaves it
 * @param position of the newest event taken, also where it changed nothing, as a repetition does
 * @param appendedAt when the log took that event
 */
record PersonState(
    ProfileSum head,
    DayCell newest,
    ProfileSum total,
    Consent consent,
    LogPosition position,
    Instant appendedAt) {

  static PersonState of(
      ProfileSum head, DayCell newest, Consent consent, LogPosition position, Instant appendedAt) {
    return new PersonState(head, newest, head.plus(newest), consent, position, appendedAt);
  }

  /** Rough size in memory, in bytes. Head and total share most of theirs. */
  int weight() {
    return newest.weight() + total.weight() + head.weight() / 2;
  }
}
