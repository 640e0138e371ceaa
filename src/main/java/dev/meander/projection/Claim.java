package dev.meander.projection;

import dev.meander.event.LogPosition;

/**
 * What the owner of a partition holds.
 *
 * @param epoch of its ownership; the next owner has a greater one
 * @param published up to where the profiles of what was folded are surely published: reading begins
 *     after it, so that what was folded but perhaps not published is published again
 * @param parked what was put aside of the partition when it was taken
 */
public record Claim(long epoch, LogPosition published, ParkedTotals parked) {

  /** Of who writes where nobody has taken the partition yet. */
  static Claim first(int partition) {
    return new Claim(0, beginning(partition), ParkedTotals.NONE);
  }

  /** Before every event. */
  static LogPosition beginning(int partition) {
    return new LogPosition(partition, -1, -1, -1);
  }

  /** The same owner, having published up to there. */
  public Claim published(LogPosition position) {
    return position.compareTo(published) > 0 ? new Claim(epoch, position, parked) : this;
  }
}
