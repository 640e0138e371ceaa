package dev.meander.scoring;

/** Turns logits into probabilities. */
final class Softmax {

  private Softmax() {}

  /**
   * Probabilities over candidates and the rest.
   *
   * @param logits one per candidate, the last for the rest
   * @param excluded an index that must get nothing, -1 for none
   * @param temperature divides the logits; above 0
   * @return sums to 1; every entry in [0, 1]
   * @throws ArithmeticException when a logit that counts is not finite
   */
  static double[] of(double[] logits, int excluded, double temperature) {
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < logits.length; i++) {
      if (i != excluded) {
        if (!Double.isFinite(logits[i])) {
          throw new ArithmeticException("logit " + i + " is " + logits[i]);
        }
        max = Math.max(max, logits[i]);
      }
    }
    double[] probabilities = new double[logits.length];
    for (int i = 0; i < logits.length; i++) {
      probabilities[i] = i == excluded ? 0 : Math.exp((logits[i] - max) / temperature);
    }
    double total = CompensatedSum.of(probabilities);
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] /= total;
    }
    return probabilities;
  }

  /**
   * Probability of one event.
   *
   * @throws ArithmeticException when the logit is not finite
   */
  static double sigmoid(double logit, double temperature) {
    if (!Double.isFinite(logit)) {
      throw new ArithmeticException("logit is " + logit);
    }
    return 1 / (1 + Math.exp(-logit / temperature));
  }
}
