package dev.meander.scoring.shop;

/**
 * How the logits of one head are told as probabilities.
 *
 * @param temperature divides the logits; above 0
 * @param reach how often the answer is a candidate at all, above 0 and at most 1: what the
 *     candidates share
 * @param first how the likeliest candidate's share is told
 */
public record HeadScale(double temperature, double reach, FirstPlace first) {

  public HeadScale {
    if (!(temperature > 0 && temperature < Double.POSITIVE_INFINITY)
        || !(reach > 0 && reach <= 1)) {
      throw new IllegalArgumentException("temperature " + temperature + ", reach " + reach);
    }
  }

  /** One temperature for all candidates. */
  public HeadScale(double temperature, double reach) {
    this(temperature, reach, FirstPlace.AS_IT_IS);
  }

  /** As a model says it of itself: every answer is a candidate. */
  public static HeadScale ofModel(double temperature) {
    return new HeadScale(temperature, 1);
  }

  /** The same with another first place. */
  public HeadScale with(FirstPlace other) {
    return new HeadScale(temperature, reach, other);
  }

  /**
   * Probabilities of all candidates; what they lack to 1 is for those that are none.
   *
   * @param shares of the candidates at this temperature, summing to 1
   * @param isNewcomer whether nothing is known of the person before the current run
   */
  public double[] told(double[] shares, boolean isNewcomer) {
    double[] told = first.told(shares, isNewcomer);
    for (int i = 0; i < told.length; i++) {
      told[i] *= reach;
    }
    return told;
  }
}
