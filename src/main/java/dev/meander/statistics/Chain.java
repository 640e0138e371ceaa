package dev.meander.statistics;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The next category after a context of up to four runs: interpolated absolute discounting with
 * Kneser-Ney's lowest order (Ney, Essen, Kneser 1994). Immutable but for remembered entropies.
 */
final class Chain {
  static final double DISCOUNT = .75;
  static final Chain NONE = new Chain(new CountedRows[] {CountedRows.NONE}, 0);
  private static final double UNSEEN = .1;
  private static final double LEAST = 1e-9;
  private static final long NOT_YET = -1;

  /** By order of the context, less one. */
  private final CountedRows[] orders;

  /** How many contexts of one run lead to each category, as a share. */
  final double[] base;

  /** Categories by descending base. */
  final int[] byBase;

  private final AtomicLongArray entropies;

  /**
   * @param orders those of one run are indexed by category
   */
  Chain(CountedRows[] orders, int size) {
    this.orders = orders;
    base = new double[size];
    for (int i = 0; i < orders[0].pairs(); i++) {
      base[orders[0].column(i)]++;
    }
    double sum = 0;
    for (int i = 0; i < size; i++) {
      base[i] += UNSEEN;
      sum += base[i];
    }
    for (int i = 0; i < size; i++) {
      base[i] /= sum;
    }
    byBase = Largest.order(base);
    entropies = new AtomicLongArray(size);
    for (int i = 0; i < size; i++) {
      entropies.setPlain(i, NOT_YET);
    }
  }

  /**
   * Where a context is counted.
   *
   * @param order runs of the context, from 1
   * @return negative where it was never seen: then longer ones weren't either
   */
  int find(int order, long context) {
    return orders[order - 1].find(context);
  }

  /** The counts after contexts of that many runs. */
  CountedRows rows(int order) {
    return orders[order - 1];
  }

  /** How often a context of one run was seen. */
  long support(int category) {
    int place = orders[0].find(category);
    return place < 0 ? 0 : orders[0].total(place);
  }

  /**
   * The entropy of the probabilities after one run, in parts of the even distribution's.
   *
   * @param scores of this chain, read after that category
   */
  double entropy(int category, ChainScores scores) {
    long known = entropies.get(category);
    if (known != NOT_YET) {
      return Double.longBitsToDouble(known);
    }
    double sum = 0;
    for (int i = 0; i < base.length; i++) {
      double probability = scores.of(0, i);
      sum -= probability * Math.log(probability + LEAST);
    }
    double entropy = sum / Math.log(base.length);
    entropies.set(category, Double.doubleToRawLongBits(entropy));
    return entropy;
  }

  long bytes() {
    long sum = base.length * 20L;
    for (CountedRows each : orders) {
      sum += each.bytes();
    }
    return sum;
  }
}
