package dev.meander.projection;

import dev.meander.event.LogPosition;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Lets only owners pass. */
final class Fence {

  /** A partition's row, locked. */
  record Stored(LogPosition position, long epoch, ParkedTotals parked) {}

  private Fence() {}

  /**
   * The stored positions, for an owner of all of them.
   *
   * @throws FencedException when somebody took one of them later
   */
  static Map<LogPartition, LogPosition> pass(
      Map<LogPartition, Stored> stored, Map<LogPartition, Claim> claims) {
    Set<LogPartition> lost = lost(stored, claims);
    if (!lost.isEmpty()) {
      throw new FencedException(lost);
    }
    Map<LogPartition, LogPosition> positions = new HashMap<>();
    stored.forEach((partition, row) -> positions.put(partition, row.position()));
    return positions;
  }

  /** What is put aside of each. */
  static Map<LogPartition, ParkedTotals> parked(Map<LogPartition, Stored> stored) {
    Map<LogPartition, ParkedTotals> parked = new HashMap<>();
    stored.forEach((partition, row) -> parked.put(partition, row.parked()));
    return parked;
  }

  /** Those that somebody took later. */
  static Set<LogPartition> lost(Map<LogPartition, Stored> stored, Map<LogPartition, Claim> claims) {
    Set<LogPartition> lost = new TreeSet<>();
    stored.forEach(
        (partition, row) -> {
          if (row.epoch() != claimOf(partition, claims).epoch()) {
            lost.add(partition);
          }
        });
    return lost;
  }

  static Claim claimOf(LogPartition partition, Map<LogPartition, Claim> claims) {
    return claims.getOrDefault(partition, Claim.first(partition.partition()));
  }
}
