package dev.meander.scoring.shop;

/**
 * How often the likeliest of several answers is right, where one temperature for all of them does
 * not say it: on the log-odds of its share, {@code intercept + slope x log-odds} (Platt 1999), and
 * {@code newcomer} more where nothing is known of a person before the current run. The others share
 * what it leaves, as they did.
 *
 * @param slope above 0
 */
public record FirstPlace(double intercept, double slope, double newcomer) {

  /** As the temperature has it. */
  public static final FirstPlace AS_IT_IS = new FirstPlace(0, 1, 0);

  /** What is as good as sure stays so. */
  private static final double SUREST = 1e-9;

  /** By how much of it the first stays before the second: logarithms differ as floats too. */
  private static final double AHEAD = 1e-5;

  public FirstPlace {
    if (!Double.isFinite(intercept)
        || !(slope > 0 && slope < Double.POSITIVE_INFINITY)
        || !Double.isFinite(newcomer)) {
      throw new IllegalArgumentException(
          "intercept " + intercept + ", slope " + slope + ", newcomer " + newcomer);
    }
  }

  /** One line for everybody. */
  public FirstPlace(double intercept, double slope) {
    this(intercept, slope, 0);
  }

  /**
   * The log-odds that are told.
   *
   * @param odds log-odds of the share
   */
  public double line(double odds, boolean isNewcomer) {
    return intercept + slope * odds + (isNewcomer ? newcomer : 0);
  }

  /** The logarithm of the odds of a share, kept finite. */
  public static double odds(double share) {
    double kept = Math.clamp(share, SUREST, 1 - SUREST);
    return Math.log(kept / (1 - kept));
  }

  /** Where the largest of some shares stands, the first of equal ones. */
  public static int of(double[] shares) {
    int first = 0;
    for (int i = 1; i < shares.length; i++) {
      first = shares[i] > shares[first] ? i : first;
    }
    return first;
  }

  /**
   * The shares as they are told: of the same sum, in the same order.
   *
   * @param shares one or more, summing to 1; stay as they are
   * @param isNewcomer whether nothing is known of the person before the current run
   */
  public double[] told(double[] shares, boolean isNewcomer) {
    double[] told = shares.clone();
    int first = of(shares);
    double share = shares[first];
    if (equals(AS_IT_IS) || share > 1 - SUREST) {
      return told;
    }
    double second = 0;
    for (int i = 0; i < shares.length; i++) {
      second = i == first ? second : Math.max(second, shares[i]);
    }
    double right = 1 / (1 + Math.exp(-line(odds(share), isNewcomer)));
    double least = second / (1 - share + second) * (1 + AHEAD);
    double kept = Math.clamp(Math.max(right, least), 0, 1 - SUREST);
    for (int i = 0; i < told.length; i++) {
      told[i] = i == first ? kept : shares[i] * (1 - kept) / (1 - share);
    }
    return told;
  }
}
