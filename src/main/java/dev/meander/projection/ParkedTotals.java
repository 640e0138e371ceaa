package dev.meander.projection;

/**
 * What is put aside of one partition of the log.
 *
 * @param people whose events are held
 * @param entries that are kept, those behind the bad ones among them
 * @param left entries beyond the limits: only the log has them
 */
public record ParkedTotals(int people, int entries, long left) {

  /** Nothing. */
  public static final ParkedTotals NONE = new ParkedTotals(0, 0, 0);

  /** Of two partitions together. */
  public ParkedTotals plus(ParkedTotals other) {
    return new ParkedTotals(people + other.people, entries + other.entries, left + other.left);
  }
}
