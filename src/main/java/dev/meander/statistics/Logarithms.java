package dev.meander.statistics;

/**
 * Logarithms that are asked for thousands of times a person: of small counts from a table, of other
 * numbers by a table of 128 intervals and a short series in line, which costs a fraction of a call
 * of {@link Math#log} and is as good to 4e-16 of 1 or of the result.
 */
final class Logarithms {
  private static final double[] OF_NEXT = new double[1 << 12];

  static {
    for (int i = 0; i < OF_NEXT.length; i++) {
      OF_NEXT[i] = Math.log1p(i);
    }
  }

  private static final int BITS = 7;
  private static final int FRACTION = 52;

  /** Bits of a number somewhat below 1, where intervals begin: so that one lies around 1. */
  private static final long FIRST = 0x3fe6000000000000L;

  private static final double LN2 = Math.log(2);

  /** By interval, one over its middle; of that around 1, where logarithms are small, 1 itself. */
  private static final double[] INVERSE = new double[1 << BITS];

  /** Log of what {@link #INVERSE} is the inverse of. */
  private static final double[] OF_MIDDLE = new double[1 << BITS];

  static {
    for (int i = 0; i < INVERSE.length; i++) {
      long begin = FIRST + ((long) i << (FRACTION - BITS));
      double from = Double.longBitsToDouble(begin);
      double to = Double.longBitsToDouble(begin + (1L << (FRACTION - BITS)));
      INVERSE[i] = from <= 1 && 1 <= to ? 1 : 2 / (from + to);
      OF_MIDDLE[i] = -Math.log(INVERSE[i]);
    }
  }

  private Logarithms() {}

  /**
   * The natural logarithm. After Tang 1990, "Table-driven implementation of the logarithm
   * function": x = 2^k z, log x = k log 2 - log(1/c) + log(z/c) with c the middle of the interval
   * that z is in.
   */
  static double of(double x) {
    if (!(x >= Double.MIN_NORMAL && x < Double.POSITIVE_INFINITY)) {
      return Math.log(x);
    }
    long bits = Double.doubleToRawLongBits(x);
    long above = bits - FIRST;
    int interval = (int) (above >>> (FRACTION - BITS)) & ((1 << BITS) - 1);
    long power = above >> FRACTION;
    double z = Double.longBitsToDouble(bits - (power << FRACTION));
    double r = z * INVERSE[interval] - 1;
    double series =
        r * r * (-.5 + r * (1 / 3.0 + r * (-.25 + r * (.2 + r * (-1 / 6.0 + r * (1 / 7.0))))));
    return power * LN2 + OF_MIDDLE[interval] + (r + series);
  }

  /** Log(1 + count) of a count that is not negative. */
  static double ofNext(int count) {
    return count < OF_NEXT.length ? OF_NEXT[count] : Math.log1p(count);
  }

  /** Log of a count of at least 1. */
  static double of(int count) {
    return ofNext(count - 1);
  }
}
