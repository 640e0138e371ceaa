package dev.meander.statistics;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * How a person's events fade by the clock, of {@link FeatureSchema#FADING}: an event counts {@code
 * 2^(-age / half-life)}, from the end of its run to the end of the current one. Scratch of one
 * thread.
 */
final class FadingFeatures {

  /** What a share is told above: the logarithm of the rest is told of categories never visited. */
  private static final double LEAST_SHARE = 1e-4;

  private static final double NEVER = Logarithms.of(LEAST_SHARE);

  /** Of an event: where less is left of all, its parts are told as next to nothing too. */
  private static final double NOTHING = 1e-6;

  private static final List<Feature> FEATURES =
      List.of(Feature.FADED_1, Feature.FADED_2, Feature.FADED_3, Feature.FADED_4, Feature.FADED_5);

  /** By half-life and the person's distinct categories. */
  private final double[][] weight = new double[FEATURES.size()][OwnHistory.MOST_BEFORE + 1];

  /** What the rows of categories hold that the person never visited. */
  static void absent(CandidateRows rows) {
    for (Feature feature : FEATURES) {
      rows.usual(feature, NEVER);
    }
  }

  /**
   * Behind {@link #absent}. A category's part is of what is not the current category's, the current
   * one's own of all.
   */
  void write(ShopForm form, Runs runs, int k, OwnHistory own, CandidateRows rows) {
    List<Duration> lives = form.halfLives();
    for (int life = 0; life < weight.length; life++) {
      write(
          FEATURES.get(life),
          (double) lives.get(life).toMillis(),
          weight[life],
          runs,
          k,
          own,
          rows);
    }
  }

  private static void write(
      Feature feature,
      double halfLife,
      double[] faded,
      Runs runs,
      int k,
      OwnHistory own,
      CandidateRows rows) {
    Arrays.fill(faded, 0, own.distinct, 0);
    double rate = -Math.log(2) / halfLife;
    double all = NOTHING;
    for (int i = 0; i < own.length; i++) {
      int run = own.from + i;
      long age = Math.max(0, runs.end[k] - runs.end[run]);
      double counted = runs.events[run] * Math.exp(age * rate);
      faded[own.slotOf(own.history[i])] += counted;
      all += counted;
    }
    double others = all - faded[own.current];
    for (int i = 0; i < rows.size; i++) {
      int j = own.slotOf(rows.category[i]);
      if (j >= 0) {
        double share = faded[j] / (j == own.current ? all : others);
        rows.put(i, feature, Logarithms.of(share + LEAST_SHARE));
      }
    }
  }
}
