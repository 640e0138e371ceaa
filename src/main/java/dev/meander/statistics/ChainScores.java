package dev.meander.statistics;

/**
 * The probabilities of the next category after the latest runs, by how many of them are looked at.
 * Only categories that a context leads to are kept one by one; all others have a part of their
 * probability without context. Scratch of one thread.
 */
final class ChainScores {

  /** After one run, two, and as many as were seen, at most four. */
  static final int LEVELS = 3;

  private final double[][] levels = new double[LEVELS][];
  private final int[] countAt = new int[LEVELS];
  private final double[] scaleAt = new double[LEVELS];
  private Chain chain = Chain.NONE;
  private double[] value = new double[0];
  private int[] touchedIn = new int[0];
  private int[] placeOf = new int[0];
  private int[] touched = new int[0];
  private int generation;
  private int count;
  private double scale;

  /**
   * Reads a chain.
   *
   * @param contexts rows of the contexts, shortest first
   */
  void read(Chain chain, long[] contexts, int orders) {
    begin(chain);
    boolean seen = true;
    for (int order = 1; order <= Math.max(orders, LEVELS - 1); order++) {
      int place = seen && order <= orders ? chain.find(order, contexts[order - 1]) : -1;
      seen = place >= 0;
      if (seen) {
        refine(chain.rows(order), place);
      }
      if (order < LEVELS) {
        keep(order - 1);
      }
    }
    keep(LEVELS - 1);
  }

  private void begin(Chain chain) {
    int size = chain.base.length;
    if (value.length != size) {
      value = new double[size];
      touchedIn = new int[size];
      placeOf = new int[size];
      touched = new int[size];
      for (int level = 0; level < LEVELS; level++) {
        levels[level] = new double[size];
      }
      generation = 0;
    }
    this.chain = chain;
    generation++;
    count = 0;
    scale = 1;
  }

  private void refine(CountedRows counted, int place) {
    int first = counted.first(place);
    int end = counted.end(place);
    double all = counted.total(place);
    double left = Chain.DISCOUNT * (end - first) / all;
    scale *= left;
    for (int i = 0; i < count; i++) {
      value[i] *= left;
    }
    double each = 1 / all;
    for (int at = first; at < end; at++) {
      int category = counted.column(at);
      if (touchedIn[category] != generation) {
        touchedIn[category] = generation;
        placeOf[category] = count;
        touched[count] = category;
        value[count++] = chain.base[category] * scale;
      }
      value[placeOf[category]] += (counted.count(at) - Chain.DISCOUNT) * each;
    }
  }

  private void keep(int level) {
    System.arraycopy(value, 0, levels[level], 0, count);
    countAt[level] = count;
    scaleAt[level] = scale;
  }

  /** The probability of a category at a level, from 0. */
  double of(int level, int category) {
    return touchedIn[category] == generation && placeOf[category] < countAt[level]
        ? levels[level][placeOf[category]]
        : chain.base[category] * scaleAt[level];
  }

  /** Offers the probabilities of the last level. */
  void offer(Selection largest) {
    for (int i = 0; i < count; i++) {
      largest.offer(value[i], touched[i]);
    }
    int others = 0;
    for (int i = 0; i < chain.byBase.length && others < largest.most(); i++) {
      int category = chain.byBase[i];
      if (touchedIn[category] != generation) {
        largest.offer(chain.base[category] * scale, category);
        others++;
      }
    }
  }
}
