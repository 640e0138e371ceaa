package dev.meander.launcher.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What several rounds of one measurement gave.
 *
 * @param min smallest
 * @param median the middle one; of an even number, the mean of the middle two
 * @param max largest
 * @param rounds how many, 1 and up
 */
record Spread(double min, double median, double max, int rounds) {

  /**
   * @throws IllegalArgumentException when there is no round or one is no number
   */
  static Spread of(double... rounds) {
    if (rounds.length == 0) {
      throw new IllegalArgumentException("no round was measured");
    }
    double[] sorted = rounds.clone();
    Arrays.sort(sorted);
    if (!Double.isFinite(sorted[0]) || !Double.isFinite(sorted[sorted.length - 1])) {
      throw new IllegalArgumentException("a round is no number: " + Arrays.toString(rounds));
    }
    int half = sorted.length / 2;
    double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    return new Spread(sorted[0], median, sorted[sorted.length - 1], sorted.length);
  }

  static Spread of(List<Double> rounds) {
    return of(rounds.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /**
   * Round by round: what was measured within the same seconds is compared, not two medians of
   * different minutes.
   *
   * @throws IllegalArgumentException when the lists differ in length or a denominator is 0
   */
  static Spread ofRatios(List<Double> numerators, List<Double> denominators) {
    if (numerators.size() != denominators.size()) {
      throw new IllegalArgumentException(
          numerators.size() + " rounds against " + denominators.size());
    }
    return of(
        IntStream.range(0, numerators.size())
            .mapToDouble(i -> numerators.get(i) / denominators.get(i))
            .toArray());
  }

  /** Such as {@code 0.21 / 0.24 / 0.30}. */
  String text(int decimals) {
    String number = "%,." + decimals + "f";
    return String.format(Locale.ROOT, number + " / " + number + " / " + number, min, median, max);
  }
}
