package dev.meander.scoring.shop;

import java.util.Collections;
import java.util.List;

/**
 * How a chance of coming back is told in one shop: on its log-odds, {@code intercept + slope x
 * log-odds} (Platt 1999) and what the calendar month adds.
 *
 * @param slope above 0, so that the order of people asked in one month stays
 * @param months twelve, of the month in which the window begins
 */
public record ReturnScale(double intercept, double slope, List<Double> months) {

  /** As the model says it. */
  public static final ReturnScale NONE = new ReturnScale(0, 1, Collections.nCopies(12, 0.0));

  /** Beyond these odds a chance is as good as sure. */
  private static final double SUREST = 1e-6;

  public ReturnScale {
    months = List.copyOf(months);
    boolean finite =
        Double.isFinite(intercept) && months.stream().allMatch(month -> Double.isFinite(month));
    if (!finite || !(slope > 0 && slope < Double.POSITIVE_INFINITY) || months.size() != 12) {
      throw new IllegalArgumentException(
          "intercept " + intercept + ", slope " + slope + ", months " + months);
    }
  }

  /**
   * The chance as it is told.
   *
   * @param chance as the model says it, 0 to 1
   * @param month 0 for January to 11
   */
  public double told(double chance, int month) {
    return equals(NONE)
        ? chance
        : 1 / (1 + Math.exp(-intercept - slope * odds(chance) - months.get(month)));
  }

  /** The logarithm of the odds, kept finite. */
  public static double odds(double chance) {
    double kept = Math.clamp(chance, SUREST, 1 - SUREST);
    return Math.log(kept / (1 - kept));
  }
}
