package dev.meander.launcher.training;

import dev.meander.statistics.OutlookRows;
import dev.meander.statistics.OutlookTrend;
import java.util.Arrays;
import java.util.Map;

/** How a person's weight after an origin spread over rows, by head. */
final class OutlookShares {
  static final int UNKNOWN = -1;

  private final int heads;
  private final float[] shares;
  private final float[] unseen;
  private final int[] active;
  private final int[] trends;
  private final float[] weekly;

  OutlookShares(int rows, int heads) {
    this.heads = heads;
    shares = new float[rows * heads];
    unseen = new float[heads];
    active = new int[heads];
    trends = new int[rows];
    weekly = new float[rows * (1 + heads)];
    Arrays.fill(weekly, UNKNOWN);
    Arrays.fill(active, UNKNOWN);
    Arrays.fill(trends, UNKNOWN);
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

  /**
   * Notes how the window of {@link OutlookTrend#DAYS} compares with what was before, where there is
   * weight in it.
   *
   * @param head of that window, put before
   * @param joint the category that stands for many, which has no trend; -1 for none
   */
  void putTrends(int head, OutlookRows rows, int joint) {
    for (int row = 0; row < rows.elsewhere() && active[head] == 1; row++) {
      if (OutlookTrend.asked(rows, row) && rows.category(row) != joint) {
        trends[row] = OutlookTrend.of(rows.level(row), shares[row * heads + head]).number();
      }
    }
  }

  /**
   * Notes shares of weekly weight.
   *
   * @param place 0 is at the origin, 1 + head at the end of a window
   */
  void putWeekly(int place, double[] shares) {
    for (int row = 0; row < shares.length; row++) {
      weekly[row * (1 + heads) + place] = (float) shares[row];
    }
  }

  /** By row, then moment: the origin and the end of each window; {@link #UNKNOWN} if not known. */
  float[] weekly() {
    return weekly;
  }

  /** By row, the order of {@link OutlookTrend}; {@link #UNKNOWN} where none is asked or known. */
  int[] trends() {
    return trends;
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
