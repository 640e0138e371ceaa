package dev.meander.launcher.evaluation;

/** Quantiles as NumPy's, which the protocols are written in. */
final class Quantiles {
  private Quantiles() {}

  /**
   * Linear between the two values that a share lies between.
   *
   * @param sorted not empty
   * @param share 0 to 1
   */
  static double of(long[] sorted, double share) {
    double at = (sorted.length - 1) * share;
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
