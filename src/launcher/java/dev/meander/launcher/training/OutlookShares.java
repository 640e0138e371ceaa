package dev.meander.launcher.training;

import dev.meander.statistics.OutlookRows;
import java.util.Arrays;
import java.util.Map;

/** How a person's weight after an origin spread over rows, by head. */
final class OutlookShares {
  static final int UNKNOWN = -1;

  private final int heads;
  private final float[] shares;
  private final float[] unseen;
  private final int[] active;

  OutlookShares(int rows, int heads) {
    this.heads = heads;
    shares = new float[rows * heads];
    unseen = new float[heads];
    active = new int[heads];
    Arrays.fill(active, UNKNOWN);
  }

  /**
   * Notes an observed window.
   *
   * @param weights by category; -1 is what nobody had before
   */
  void put(int head, OutlookRows rows, Map<Integer, Integer> weights) {
    double sum = weights.values().stream().mapToInt(Integer::intValue).sum();
    active[head] = sum > 0 ? 1 : 0;
    weights.forEach(
        (category, weight) -> {
          int row = category < 0 ? rows.elsewhere() : rows.find(category);
          shares[row * heads + head] += (float) (weight / sum);
          unseen[head] += category < 0 ? (float) (weight / sum) : 0;
        });
  }

  /** By row, then head. */
  float[] shares() {
    return shares;
  }

  /** The part in categories that nobody had before, by head. */
  float[] unseen() {
    return unseen;
  }

  /** Whether there was an event, by head; {@link #UNKNOWN} where it is not known. */
  int[] active() {
    return active;
  }
}
