package dev.meander.launcher.sample;

import java.util.List;

/**
 * A stream of random numbers that is the same on every JVM: SplitMix64 (Steele, Lea, Flood, 2014)
 * and derived draws spelled out here, because those of {@code java.util.random} may change between
 * releases. Not thread-safe.
 */
final class Dice {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long state;

  Dice(long seed) {
    this.state = seed;
  }

  /** A seed that depends on all of the parts and on their order. */
  static long seed(long... parts) {
    long mixed = GOLDEN;
    for (long part : parts) {
      mixed = mix((mixed ^ part) + GOLDEN);
    }
    return mixed;
  }

  private static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  private long next() {
    state += GOLDEN;
    return mix(state);
  }

  /** Uniform in [0, 1). */
  double uniform() {
    return (next() >>> 11) * 0x1.0p-53;
  }

  double between(double low, double high) {
    return low + (high - low) * uniform();
  }

  /** Uniform in [0, bound). */
  int below(int bound) {
    return (int) Math.multiplyHigh(next() >>> 1, (long) bound << 1);
  }

  boolean chance(double probability) {
    return uniform() < probability;
  }

  /** Standard normal, by Box and Muller. */
  double normal() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform()));
    return radius * StrictMath.cos(2 * StrictMath.PI * uniform());
  }

  /** Log-normal with the given median and standard deviation of the logarithm. */
  double logNormal(double median, double sigma) {
    return median * StrictMath.exp(sigma * normal());
  }

  /** Exponential with the given mean. */
  double exponential(double mean) {
    return -mean * StrictMath.log(1 - uniform());
  }

  /** Poisson, by multiplication: for small means. */
  int poisson(double mean) {
    double limit = StrictMath.exp(-mean);
    int count = 0;
    for (double product = uniform(); product > limit; product *= uniform()) {
      count++;
    }
    return count;
  }

  <T> T pick(List<T> values) {
    return values.get(below(values.size()));
  }

  /**
   * An index, drawn by weight.
   *
   * @param weights non-negative; only the first {@code count} are read
   * @return -1 when the weights sum to zero
   */
  int weighted(double[] weights, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += weights[i];
    }
    if (sum <= 0) {
      return -1;
    }
    double left = uniform() * sum;
    int last = -1;
    for (int i = 0; i < count; i++) {
      if (weights[i] > 0) {
        last = i;
        left -= weights[i];
        if (left < 0) {
          return i;
        }
      }
    }
    return last;
  }

  /** An index in [0, size), 0 the likeliest, with a tail like that of rank to the power -1. */
  int longTail(int size) {
    double rank = StrictMath.exp(uniform() * StrictMath.log(size + 1.0)) - 1;
    return Math.min(size - 1, (int) rank);
  }
}
