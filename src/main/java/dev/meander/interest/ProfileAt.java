package dev.meander.interest;

import dev.meander.event.LogPosition;
import java.time.Instant;

/**
 * A profile with how far into the log it reaches.
 *
 * @param position of the newest event folded in, of those under the name that was asked for
 * @param appendedAt when the log took the newest event; the age of an answer counts from here
 * @param joint what the person's other names add
 */
public record ProfileAt(
    InterestProfile profile, LogPosition position, Instant appendedAt, Joint joint) {

  /** Of a person with one name. */
  public ProfileAt(InterestProfile profile, LogPosition position, Instant appendedAt) {
    this(profile, position, appendedAt, Joint.ALONE);
  }

  /** The same, with a revision of at least that. */
  public ProfileAt since(long least) {
    return new ProfileAt(profile, position, appendedAt, joint.since(least));
  }
}
