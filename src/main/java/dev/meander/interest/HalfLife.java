package dev.meander.interest;

import java.util.List;

/** How fast evidence loses weight: each cell and profile keeps one sum per half-life. */
enum HalfLife {
  DAY(0, 1),
  WEEK(1, 7),
  MONTH(2, 28);

  /** How many there are. */
  static final int COUNT = 3;

  /** All of them, in the order of their slots. */
  static final List<HalfLife> ALL = List.of(values());

  private static final double DAY_MILLIS = 86_400_000d;

  /** Where its sum stands among the sums of all half-lives; part of stored forms. */
  final int slot;

  private final double days;

  HalfLife(int slot, int days) {
    this.slot = slot;
    this.days = days;
  }

  /**
   * What a weight is worth after a time: {@code 2^(-millis / half-life)}. Strict, so that every
   * machine folds the same bits.
   *
   * @param millis negative to look back
   */
  double decay(long millis) {
    return StrictMath.pow(2, -millis / (DAY_MILLIS * days));
  }

  /** {@link #decay} of each, by slot. */
  static double[] decays(long millis) {
    return new double[] {DAY.decay(millis), WEEK.decay(millis), MONTH.decay(millis)};
  }
}
