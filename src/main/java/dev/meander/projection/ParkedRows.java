package dev.meander.projection;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a batch changes about what is put aside, within the limits. Confined to one thread. */
final class ParkedRows {

  /**
   * How much is kept; what is beyond stays in the log alone.
   *
   * @param perPerson entries of one person
   * @param perPartition entries of a partition of the log; a person's first one is kept all the
   *     same, for nobody could decide about it otherwise
   */
  record Limits(int perPerson, int perPartition) {}

  private final Limits limits;
  private final SortedMap<LogPartition, ParkedTotals> totals;
  private final List<ParkedEntry> put = new ArrayList<>();
  private final List<DeadLetter> gone = new ArrayList<>();
  private final SortedMap<ParkedKey, ParkedPerson> people = new TreeMap<>();
  private final List<ParkedKey> free = new ArrayList<>();
  private int bad;
  private int behind;
  private int left;
  private int released;
  private int discarded;
  private int idle;

  /**
   * @param stored what is put aside before the batch, of its partitions
   */
  ParkedRows(Limits limits, Map<LogPartition, ParkedTotals> stored) {
    this.limits = limits;
    this.totals = new TreeMap<>(stored);
  }

  /** Whether one entry more may be kept of somebody of whom that many are. */
  boolean hasRoom(LogPartition partition, int kept) {
    return kept < limits.perPerson() && of(partition).entries() < limits.perPartition();
  }

  /** An entry is put aside. */
  void aside(LogPartition partition, boolean isBad, boolean isKept) {
    if (isBad) {
      bad++;
    } else {
      behind++;
    }
    if (!isKept) {
      left++;
    }
    add(partition, new ParkedTotals(0, isKept ? 1 : 0, isKept ? 0 : 1));
  }

  void released() {
    released++;
  }

  void discarded() {
    discarded++;
  }

  void idle() {
    idle++;
  }

  /** The entry is to stand in the table as it is here. */
  void put(ParkedEntry entry) {
    put.add(entry);
  }

  /** The entry is no longer to stand in the table. */
  void gone(DeadLetter letter) {
    gone.add(letter);
  }

  /** An entry is not put aside any more. */
  void back(LogPartition partition) {
    add(partition, new ParkedTotals(0, -1, 0));
  }

  /** Somebody is held up. */
  void hold(ParkedKey key, ParkedPerson person, boolean isNew) {
    people.put(key, person);
    if (isNew) {
      add(key.partition(), new ParkedTotals(1, 0, 0));
    }
  }

  /** Somebody is not held up any more. */
  void free(ParkedKey key) {
    free.add(key);
    add(key.partition(), new ParkedTotals(-1, 0, 0));
  }

  private void add(LogPartition partition, ParkedTotals more) {
    totals.put(partition, of(partition).plus(more));
  }

  private ParkedTotals of(LogPartition partition) {
    return totals.getOrDefault(partition, ParkedTotals.NONE);
  }

  List<ParkedEntry> put() {
    return put;
  }

  List<DeadLetter> gone() {
    return gone;
  }

  SortedMap<ParkedKey, ParkedPerson> people() {
    return people;
  }

  List<ParkedKey> free() {
    return free;
  }

  ParkedTotals totals(LogPartition partition) {
    return of(partition);
  }

  Map<LogPartition, ParkedTotals> totals() {
    return totals;
  }

  BatchResult.Parking tally() {
    return new BatchResult.Parking(bad, behind, left, released, discarded, idle);
  }
}
