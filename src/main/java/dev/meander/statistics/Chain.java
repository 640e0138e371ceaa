package dev.meander.statistics;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The next category after a context of up to four runs: interpolated absolute discounting with
 * Kneser-Ney's lowest order (Ney, Essen, Kneser 1994). Immutable but for remembered entropies.
 */
final class Chain {
  private static final double DISCOUNT = .75;
  private static final double UNSEEN = .1;
  private static final double LEAST = 1e-9;
  private static final long NOT_YET = -1;

  /** By order of the context, less one. */
  private final CountedRows[] orders;

  /** How many contexts of one run lead to each category, as a share. */
  private final double[] base;

  private final AtomicLongArray entropies;

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
    entropies = new AtomicLongArray(size);
    for (int i = 0; i < size; i++) {
      entropies.setPlain(i, NOT_YET);
    }
  }

  /** The probabilities before any context. */
  void start(double[] probability) {
    System.arraycopy(base, 0, probability, 0, base.length);
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

  /**
   * Refines the probabilities that the context shorter by one run gives.
   *
   * @param place from {@link #find}; where it is negative nothing changes
   */
  void refine(int order, int place, double[] probability) {
    if (place < 0) {
      return;
    }
    CountedRows counted = orders[order - 1];
    int first = counted.first(place);
    int end = counted.end(place);
    double total = counted.total(place);
    double left = DISCOUNT * (end - first) / total;
    for (int i = 0; i < base.length; i++) {
      probability[i] *= left;
    }
    for (int at = first; at < end; at++) {
      probability[counted.column(at)] += (counted.count(at) - DISCOUNT) / total;
    }
  }

  /** How often a context of one run was seen. */
  long support(int category) {
    int place = orders[0].find(category);
    return place < 0 ? 0 : orders[0].total(place);
  }

  /** The entropy of the probabilities after one run, in parts of the even distribution's. */
  double entropy(int category, double[] probability) {
    long known = entropies.get(category);
    if (known != NOT_YET) {
      return Double.longBitsToDouble(known);
    }
    double sum = 0;
    for (int i = 0; i < base.length; i++) {
      sum -= probability[i] * Math.log(probability[i] + LEAST);
    }
    double entropy = sum / Math.log(base.length);
    entropies.set(category, Double.doubleToRawLongBits(entropy));
    return entropy;
  }

  long bytes() {
    long sum = base.length * 16L;
    for (CountedRows each : orders) {
      sum += each.bytes();
    }
    return sum;
  }
}
