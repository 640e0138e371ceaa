package dev.meander.projection;

import java.util.List;

/**
 * What applying a batch did.
 *
 * @param profiles the current profile of every person named in the batch, also where the batch had
 *     been applied before: whoever redelivers it may not have published them
 * @param tally how the events fared
 */
public record BatchResult(List<PublishedProfile> profiles, Tally tally) {

  /**
   * @param folded newly counted
   * @param alreadyApplied at or before the stored position of their partition
   * @param duplicates caught by their day's cell
   * @param turnedAway because their day was full
   * @param deadLetters newly put aside
   * @param erased of people who were erased, passed over
   */
  public record Tally(
      int folded,
      int alreadyApplied,
      int duplicates,
      int turnedAway,
      int deadLetters,
      int erased) {}

  public BatchResult {
    profiles = List.copyOf(profiles);
  }
}
