package dev.meander.scoring.shop;

/**
 * How the logits of one head are told as probabilities.
 *
 * @param temperature divides the logits; above 0
 * @param reach how often the answer is a candidate at all, above 0 and at most 1: what the
 *     candidates share
 */
public record HeadScale(double temperature, double reach) {

  public HeadScale {
    if (!(temperature > 0 && temperature < Double.POSITIVE_INFINITY)
        || !(reach > 0 && reach <= 1)) {
      throw new IllegalArgumentException("temperature " + temperature + ", reach " + reach);
    }
  }

  /** As a model says it of itself: every answer is a candidate. */
  public static HeadScale ofModel(double temperature) {
    return new HeadScale(temperature, 1);
  }
}
