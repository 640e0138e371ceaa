package dev.meander.statistics;

/** Logarithms of small counts, which are asked for hundreds of times a person. */
final class Logarithms {
  private static final double[] OF_NEXT = new double[1 << 12];

  static {
    for (int i = 0; i < OF_NEXT.length; i++) {
      OF_NEXT[i] = Math.log1p(i);
    }
  }

  private Logarithms() {}

  /** Log(1 + count) of a count that is not negative. */
  static double ofNext(int count) {
    return count < OF_NEXT.length ? OF_NEXT[count] : Math.log1p(count);
  }

  /** Log of a count of at least 1. */
  static double of(int count) {
    return ofNext(count - 1);
  }
}
