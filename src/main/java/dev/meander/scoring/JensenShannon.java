package dev.meander.scoring;

/** Divergence between two distributions (Lin 1991), with logarithms to base 2. */
final class JensenShannon {

  private JensenShannon() {}

  /**
   * H((p + q) / 2) - (H(p) + H(q)) / 2 in bits: 0 for equal distributions, 1 for disjoint ones.
   *
   * @param p how often each kind was seen
   * @param q likewise, of the same kinds
   * @param samples what either sums to, above 0
   */
  static double bits(int[] p, int[] q, int samples) {
    double divergence = 0;
    for (int kind = 0; kind < p.length; kind++) {
      if (p[kind] > 0 || q[kind] > 0) {
        double a = (double) p[kind] / samples;
        double b = (double) q[kind] / samples;
        double mean = (a + b) / 2;
        divergence += term(a, mean) / 2 + term(b, mean) / 2;
      }
    }
    return Finite.within(0, divergence, 1);
  }

  /**
   * What {@link #bits} comes to on average for two samples of one distribution: the first-order
   * bias of the three entropies (Miller 1955).
   *
   * @param samples in each of the two
   */
  static double bias(int kindsP, int kindsQ, int kindsBoth, int samples) {
    double excess = (kindsP - 1) + (kindsQ - 1) - (kindsBoth - 1);
    return Math.max(0, excess) / (4 * samples * Math.log(2));
  }

  private static double term(double share, double mean) {
    return share > 0 ? share * Math.log(share / mean) / Math.log(2) : 0;
  }
}
