package dev.meander.launcher.bench;

import java.util.Arrays;
import java.util.Locale;

/** Waiting times in nanoseconds, sorted. */
@SuppressWarnings("ArrayRecordComponent") // sorted once, never compared or handed out
record Latencies(long[] sorted) {

  Latencies {
    sorted = sorted.clone();
    Arrays.sort(sorted);
  }

  int count() {
    return sorted.length;
  }

  /**
   * The smallest time that at least this share of all did not exceed (nearest rank).
   *
   * @param share above 0, at most 1
   * @return milliseconds
   * @throws IllegalArgumentException when nothing was measured or the share is out of range
   */
  double percentile(double share) {
    if (sorted.length == 0 || !(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("share " + share + " of " + sorted.length + " times");
    }
    int rank = (int) Math.ceil(share * sorted.length);
    return sorted[rank - 1] / 1e6;
  }

  /** Such as {@code p50 3.1 ms, p99 12.0 ms, max 40.2 ms}. */
  String text() {
    return String.format(
        Locale.ROOT,
        "p50 %.1f ms, p99 %.1f ms, max %.1f ms",
        percentile(0.5),
        percentile(0.99),
        percentile(1));
  }
}
