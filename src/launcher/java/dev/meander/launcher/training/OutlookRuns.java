package dev.meander.launcher.training;

import dev.meander.statistics.OutlookRows;
import dev.meander.statistics.Runs;
import java.util.Arrays;

/** A person's latest runs before an origin, for models that read them in order. */
final class OutlookRuns {

  /** Runs that are written, the latest last. */
  static final int LATEST = 32;

  /** The row, days before the origin, events, and {@link #kind}. */
  static final int NUMBERS = 4;

  static final float NONE = -1;
  private static final double DAY_MILLIS = 86_400_000;

  private OutlookRuns() {}

  /**
   * By run, then number; where there are fewer runs, those before them are all {@link #NONE}.
   *
   * @param millis of the origin
   */
  static float[] of(OutlookRows rows, Runs runs, long millis) {
    float[] numbers = new float[LATEST * NUMBERS];
    Arrays.fill(numbers, NONE);
    for (int back = 1; back <= Math.min(LATEST, runs.size()); back++) {
      int k = runs.size() - back;
      int at = (LATEST - back) * NUMBERS;
      numbers[at] = rows.find(runs.category(k));
      numbers[at + 1] = (float) ((millis - runs.end(k)) / DAY_MILLIS);
      numbers[at + 2] = runs.events(k);
      numbers[at + 3] = kind(runs, k);
    }
    return numbers;
  }

  /** 0 where there were only views, 1 with an intent, 2 with a purchase. */
  private static int kind(Runs runs, int k) {
    return runs.buys(k) > 0 ? 2 : runs.weight(k) > runs.events(k) ? 1 : 0;
  }
}
