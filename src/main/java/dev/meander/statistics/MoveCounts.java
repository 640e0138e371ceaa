package dev.meander.statistics;

/** Moves from contexts of one to four runs, to what is new, past one run, and up to five ahead. */
final class MoveCounts {

  /** Longest context. */
  static final int ORDERS = 4;

  /** One forward move at distance one, so that decayed sums are exact. */
  static final double FORWARD = 1 << 20;

  private static final int AHEAD = 5;
  private static final long[] FORWARD_WEIGHT = new long[AHEAD];

  static {
    for (int i = 0; i < AHEAD; i++) {
      FORWARD_WEIGHT[i] = Math.round(Math.exp(-i / 3.0) * FORWARD);
    }
  }

  final CountTable[] byOrder = new CountTable[ORDERS];
  final CountTable novel;
  final CountTable skip;
  final CountTable forward;

  MoveCounts(int mostPairs) {
    for (int i = 0; i < ORDERS; i++) {
      byOrder[i] = new CountTable(mostPairs);
    }
    novel = new CountTable(mostPairs);
    skip = new CountTable(mostPairs);
    forward = new CountTable(mostPairs);
  }

  /**
   * The row of the context that is {@code category} after {@code before}; a context of one run is
   * its category, a longer one a hash of 64 bits.
   */
  static long context(long before, int order, int category) {
    return order == 1 ? category : CountTable.mixed(before * 0x9e3779b97f4a7c15L + category + 1);
  }

  /** The rows of the contexts that end at place {@code end}, shortest first; the oldest last. */
  static int contexts(int[] category, int first, int end, int unknown, long[] rows) {
    int orders = Math.min(ORDERS, end - first + 1);
    long row = 0;
    for (int order = 1; order <= orders; order++) {
      row = context(row, order, Math.min(category[end - order + 1], unknown));
      rows[order - 1] = row;
    }
    return orders;
  }

  void add(Runs runs, int visible) {
    int[] category = runs.category;
    long[] rows = new long[ORDERS];
    for (int k = 1; k < visible; k++) {
      int next = category[k];
      int orders = contexts(category, 0, k - 1, Integer.MAX_VALUE, rows);
      for (int order = 0; order < orders; order++) {
        byOrder[order].add(rows[order], next, 1);
      }
      if (runs.moveRank[k] == Runs.NOVEL) {
        novel.add(category[k - 1], next, 1);
      }
      if (k > 1) {
        skip.add(category[k - 2], next, 1);
      }
      for (int back = 1; back <= Math.min(AHEAD, k); back++) {
        forward.add(category[k - back], next, FORWARD_WEIGHT[back - 1]);
      }
    }
  }

  void addAll(MoveCounts other) {
    for (int i = 0; i < ORDERS; i++) {
      byOrder[i].addAll(other.byOrder[i]);
    }
    novel.addAll(other.novel);
    skip.addAll(other.skip);
    forward.addAll(other.forward);
  }

  double keptShare() {
    double least = Math.min(novel.keptShare(), Math.min(skip.keptShare(), forward.keptShare()));
    for (CountTable table : byOrder) {
      least = Math.min(least, table.keptShare());
    }
    return least;
  }

  long bytes() {
    long sum = novel.bytes() + skip.bytes() + forward.bytes();
    for (CountTable table : byOrder) {
      sum += table.bytes();
    }
    return sum;
  }
}
