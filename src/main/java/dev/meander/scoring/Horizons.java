package dev.meander.scoring;

/** Reads between the horizons of 1, 7 and 28 days. */
final class Horizons {

  /** For each day up to the last horizon, how far it lies between its neighbours. */
  private static final double[] WEIGHTS = new double[Heads.HORIZONS.getLast() + 1];

  /** Place of the horizon at or after each day. */
  private static final int[] AFTER = new int[WEIGHTS.length];

  static {
    for (int i = Heads.HORIZONS.size() - 1; i > 0; i--) {
      double left = Heads.HORIZONS.get(i - 1);
      double right = Heads.HORIZONS.get(i);
      for (int day = 1; day <= right; day++) {
        WEIGHTS[day] = Finite.within(0, Math.log(day / left) / Math.log(right / left), 1);
        AFTER[day] = i;
      }
    }
  }

  private Horizons() {}

  /**
   * The value at a day, linear in the logarithm of the day between the horizons.
   *
   * @param values at 1, 7 and 28 days
   * @param day 1 to 28
   */
  static double at(double[] values, int day) {
    int after = AFTER[day];
    return values[after - 1] * (1 - WEIGHTS[day]) + values[after] * WEIGHTS[day];
  }
}
