package dev.meander.scoring;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Divergence between two distributions (Lin 1991), with logarithms to base 2. */
final class JensenShannon {

  private JensenShannon() {}

  /**
   * H((p + q) / 2) - (H(p) + H(q)) / 2 in bits: 0 for equal distributions, 1 for disjoint ones.
   *
   * @param p weights above 0, normalised here
   * @param q likewise
   */
  static <K> double bits(Map<K, Double> p, Map<K, Double> q) {
    double totalP = p.values().stream().mapToDouble(Double::doubleValue).sum();
    double totalQ = q.values().stream().mapToDouble(Double::doubleValue).sum();
    if (!(totalP > 0) || !(totalQ > 0)) {
      return 0;
    }
    Set<K> keys = new HashSet<>(p.keySet());
    keys.addAll(q.keySet());
    double divergence = 0;
    for (K key : keys) {
      double a = p.getOrDefault(key, 0.0) / totalP;
      double b = q.getOrDefault(key, 0.0) / totalQ;
      double mean = (a + b) / 2;
      divergence += term(a, mean) / 2 + term(b, mean) / 2;
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

  /** Counts as weights. */
  static <K> Map<K, Double> counted(Iterable<K> values) {
    Map<K, Double> counts = new HashMap<>();
    values.forEach(value -> counts.merge(value, 1.0, Double::sum));
    return counts;
  }

  private static double term(double share, double mean) {
    return share > 0 ? share * Math.log(share / mean) / Math.log(2) : 0;
  }
}
