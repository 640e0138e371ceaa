package dev.meander.launcher.calibration;

import java.util.ArrayList;
import java.util.List;

/**
 * How often what was said with some probability came true, in equal bins of probability. One
 * thread.
 */
final class Reliability {

  /** As many as the trainer's judge has. */
  static final int BINS = 15;

  /**
   * What was said with about the same probability.
   *
   * @param said mean probability
   * @param came share that came true
   * @param number of times
   */
  record Bin(double said, double came, long number) {}

  private final double[] said = new double[BINS];
  private final long[] came = new long[BINS];
  private final long[] number = new long[BINS];

  /**
   * @param probability in [0, 1]
   */
  void add(double probability, boolean cameTrue) {
    int bin = Math.clamp((int) (probability * BINS), 0, BINS - 1);
    said[bin] += probability;
    came[bin] += cameTrue ? 1 : 0;
    number[bin]++;
  }

  /** The bins that hold something, ascending. */
  List<Bin> bins() {
    List<Bin> bins = new ArrayList<>();
    for (int bin = 0; bin < BINS; bin++) {
      if (number[bin] > 0) {
        double all = number[bin];
        bins.add(new Bin(said[bin] / all, came[bin] / all, number[bin]));
      }
    }
    return bins;
  }

  /** How many times something was said. */
  long number() {
    return bins().stream().mapToLong(Bin::number).sum();
  }

  /**
   * Expected calibration error (Guo et al. 2017, equation 3): the mean gap between said and came
   * true, bin by bin; NaN where nothing was said.
   */
  double error() {
    double gap = 0;
    for (Bin bin : bins()) {
      gap += Math.abs(bin.said - bin.came) * bin.number;
    }
    return gap / number();
  }
}
