package dev.meander.projection;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What applying a batch did.
 *
 * @param profiles the current profile of every person named in the batch, also where the batch had
 *     been applied before: whoever redelivers it may not have published them; of those who have
 *     several names that of each name
 * @param tally how the events fared
 * @param parking how those fared that cannot be folded
 * @param parked what is put aside after the batch, of each of its partitions
 * @param revision of the profiles of those who never had another name; that of the others is
 *     greater
 */
public record BatchResult(
    List<PublishedProfile> profiles,
    Tally tally,
    Parking parking,
    Map<LogPartition, ParkedTotals> parked,
    long revision) {

  /** Of an empty batch. */
  static final BatchResult NOTHING =
      new BatchResult(List.of(), new Tally(0, 0, 0, 0, 0, 0, 0), Parking.NONE, Map.of(), 0);

  /**
   * @param folded newly counted
   * @param withheld new, and not profiled for want of the person's consent
   * @param alreadyApplied at or before the stored position of their partition
   * @param duplicates caught by their day's cell
   * @param turnedAway because their day was full
   * @param erased of people who were erased, passed over
   * @param namings of those folded: claimed a name too many, or the person's own, and changed
   *     nothing by it
   */
  public record Tally(
      int folded,
      int withheld,
      int alreadyApplied,
      int duplicates,
      int turnedAway,
      int erased,
      int namings) {}

  /**
   * @param bad newly put aside, for they cannot be folded
   * @param behind newly put aside behind those
   * @param left put aside in the log alone, beyond the limits; among the former two
   * @param released folded after they had been put aside
   * @param discarded by decision
   * @param idle decisions that changed nothing
   */
  public record Parking(int bad, int behind, int left, int released, int discarded, int idle) {

    static final Parking NONE = new Parking(0, 0, 0, 0, 0, 0);
  }

  public BatchResult {
    profiles = List.copyOf(profiles);
    parked = Map.copyOf(parked);
  }

  /** The same, with profiles in place of those of the names. */
  BatchResult withJoint(Set<PersonKey> names, List<PublishedProfile> joint) {
    List<PublishedProfile> all = new ArrayList<>();
    for (PublishedProfile one : profiles) {
      if (!names.contains(new PersonKey(one.tenant(), one.personId()))) {
        all.add(one);
      }
    }
    all.addAll(joint);
    return new BatchResult(all, tally, parking, parked, revision);
  }

  /** The same, with that put aside. */
  BatchResult with(Map<LogPartition, ParkedTotals> parkedNow) {
    return new BatchResult(profiles, tally, parking, parkedNow, revision);
  }

  /** The same of a version whose profiles have that revision at least. */
  BatchResult since(long least) {
    return new BatchResult(
        profiles.stream().map(profile -> profile.since(least)).toList(),
        tally,
        parking,
        parked,
        least);
  }

  /** Of nothing but profiles. */
  static BatchResult of(List<PublishedProfile> profiles) {
    return new BatchResult(profiles, NOTHING.tally, Parking.NONE, Map.of(), 0);
  }
}
