package dev.meander.scoring;

/**
 * How far shares stray from their forecast: quantiles of (actual - forecast) / sqrt(p (1 - p) +
 * 0.001), p the forecast, measured on held-out time.
 *
 * @param lower 10 % quantile at 1, 7 and 28 days, at most 0
 * @param upper 90 % quantile at 1, 7 and 28 days, at least 0
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Bands(double[] lower, double[] upper) {
  private static final double FLOOR = 1e-3;

  /** For the baseline formula; measured where the model's are, see the model card. */
  static final Bands BASELINE =
      new Bands(new double[] {-0.0728, -0.1375, -0.2611}, new double[] {0.0019, 0.0477, 0.0447});

  double lower(double forecast, int day) {
    return Finite.within(0, forecast + Horizons.at(lower, day) * scale(forecast), forecast);
  }

  double upper(double forecast, int day) {
    return Finite.within(forecast, forecast + Horizons.at(upper, day) * scale(forecast), 1);
  }

  static double scale(double forecast) {
    return Math.sqrt(Math.max(0, forecast * (1 - forecast)) + FLOOR);
  }
}
