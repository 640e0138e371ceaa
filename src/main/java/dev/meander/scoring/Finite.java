package dev.meander.scoring;

/** Keeps numbers from outside finite: a profile may hold sums that overflowed. */
final class Finite {

  private Finite() {}

  static double orZero(double value) {
    return Double.isFinite(value) ? value : 0;
  }

  /** The value within the bounds, the lower bound for NaN. */
  static double within(double low, double value, double high) {
    return value >= low ? Math.min(value, high) : low;
  }
}
