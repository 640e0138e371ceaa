package dev.meander.scoring;

/** Reads between the horizons of 1, 7 and 28 days. */
final class Horizons {

  private Horizons() {}

  /**
   * The value at a day, linear in the logarithm of the day between the horizons.
   *
   * @param values at 1, 7 and 28 days
   * @param day 1 to 28
   */
  static double at(double[] values, double day) {
    for (int i = 1; i < values.length; i++) {
      double left = Heads.HORIZONS.get(i - 1);
      double right = Heads.HORIZONS.get(i);
      if (day <= right) {
        double weight = Finite.within(0, Math.log(day / left) / Math.log(right / left), 1);
        return values[i - 1] * (1 - weight) + values[i] * weight;
      }
    }
    return values[values.length - 1];
  }
}
