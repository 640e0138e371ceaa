package dev.meander.scoring;

/**
 * Kahan's sum, in the order of the array: the numbers that {@code DoubleStream.sum} gives, without
 * a stream for each of the thousands of short sums that a person takes.
 */
final class CompensatedSum {

  private CompensatedSum() {}

  /** The sum; the numbers are finite. */
  static double of(double[] values) {
    double sum = 0;
    double lost = 0;
    for (double value : values) {
      double corrected = value - lost;
      double next = sum + corrected;
      lost = (next - sum) - corrected;
      sum = next;
    }
    return sum - lost;
  }
}
