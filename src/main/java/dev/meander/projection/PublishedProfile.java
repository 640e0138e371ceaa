package dev.meander.projection;

import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.interest.Joint;
import dev.meander.interest.ProfileAt;
import dev.meander.interest.ProfileSum;
import java.time.Instant;
import java.util.Optional;

/**
 * A profile as it travels: who and how far are plain, the rest is read by {@link #read} only, so
 * that a reader who wants the newest of many unpacks one.
 *
 * @param position of the newest event folded in
 * @param appendedAt when the log took that event
 * @param sum canonical bytes of a {@link ProfileSum}; not copied, not to be changed
 * @param joint what the person's other names add
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by position; a copy of each buys nothing.
public record PublishedProfile(
    TenantId tenant,
    PersonId personId,
    LogPosition position,
    Instant appendedAt,
    byte[] sum,
    Joint joint) {

  /** The same, with a revision of at least that. */
  public PublishedProfile since(long least) {
    return joint.revision() >= least
        ? this
        : new PublishedProfile(tenant, personId, position, appendedAt, sum, joint.since(least));
  }

  /** Whether it is newer than another one of the same name. */
  public boolean isNewerThan(PublishedProfile other) {
    return joint.revision() == other.joint.revision()
        ? position.compareTo(other.position) > 0
        : joint.revision() > other.joint.revision();
  }

  /**
   * The profile; empty where nothing may be known of the person: consent is withdrawn.
   *
   * @throws IllegalArgumentException when the bytes are no profile
   */
  public Optional<ProfileAt> read() {
    ProfileSum read = ProfileSum.fromBytes(sum);
    return read.isEmpty()
        ? Optional.empty()
        : Optional.of(new ProfileAt(read.profile(tenant, personId), position, appendedAt, joint));
  }
}
