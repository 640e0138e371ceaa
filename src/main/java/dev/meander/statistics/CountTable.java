package dev.meander.statistics;

import java.util.Arrays;

/**
 * Counts of pairs (row, column) in open addressing, 20 bytes a slot, at most half of the slots
 * used. Bounded: past its limit it keeps the rows whose hash lies below a threshold, and halves
 * that until the rest fits. What is kept then depends on the set of pairs alone, not on their order
 * or on how they were parted: the law that sums of partitions are equal holds at the bound too.
 */
final class CountTable {
  private static final int FIRST_SLOTS = 1 << 10;
  private static final long SALT = 0x9e3779b97f4a7c15L;

  private final int limit;
  private long[] rows = new long[FIRST_SLOTS];
  private int[] columns = filled(FIRST_SLOTS);
  private long[] counts = new long[FIRST_SLOTS];
  private int size;

  /** Bits of a row's hash that must be 0 for it to be kept. */
  private int thinning;

  /**
   * @param limit most pairs
   */
  CountTable(int limit) {
    this.limit = limit;
  }

  private static int[] filled(int slots) {
    int[] empty = new int[slots];
    Arrays.fill(empty, -1);
    return empty;
  }

  /** Spreads bits (the finaliser of MurmurHash3, 64 bits). */
  static long mixed(long value) {
    long hash = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return hash ^ (hash >>> 33);
  }

  private boolean kept(long row) {
    // Row 0 would hash to 0 and be kept however often the threshold is halved.
    return thinning == 0
        || (thinning < Long.SIZE && mixed(row + SALT) >>> (Long.SIZE - thinning) == 0);
  }

  /**
   * @param column at least 0
   */
  void add(long row, int column, long count) {
    if (!kept(row)) {
      return;
    }
    int at = slot(row, column);
    counts[at] += count;
    if (columns[at] < 0) {
      rows[at] = row;
      columns[at] = column;
      if (++size > limit) {
        thin();
      } else if (size * 2 > rows.length) {
        resize(rows.length * 2);
      }
    }
  }

  private int slot(long row, int column) {
    int mask = rows.length - 1;
    int at = (int) mixed(row * 31 + column) & mask;
    while (columns[at] >= 0 && (rows[at] != row || columns[at] != column)) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private void thin() {
    do {
      thinning++;
      resize(rows.length);
    } while (size > limit);
  }

  private void resize(int slots) {
    long[] oldRows = rows;
    int[] oldColumns = columns;
    long[] oldCounts = counts;
    rows = new long[slots];
    columns = filled(slots);
    counts = new long[slots];
    size = 0;
    for (int i = 0; i < oldRows.length; i++) {
      if (oldColumns[i] >= 0 && kept(oldRows[i])) {
        int at = slot(oldRows[i], oldColumns[i]);
        rows[at] = oldRows[i];
        columns[at] = oldColumns[i];
        counts[at] = oldCounts[i];
        size++;
      }
    }
  }

  void addAll(CountTable other) {
    if (other.thinning > thinning) {
      thinning = other.thinning;
      resize(rows.length);
    }
    for (int i = 0; i < other.rows.length; i++) {
      if (other.columns[i] >= 0) {
        add(other.rows[i], other.columns[i], other.counts[i]);
      }
    }
  }

  int size() {
    return size;
  }

  /** The share of all rows that is kept: 1 until the bound is reached, then a half, a quarter... */
  double keptShare() {
    return Math.scalb(1.0, -thinning);
  }

  long bytes() {
    return rows.length * 20L;
  }

  /** The pairs by ascending row and column. */
  CountedRows snapshot() {
    int[] order = new int[size];
    int filled = 0;
    for (int i = 0; i < rows.length; i++) {
      if (columns[i] >= 0) {
        order[filled++] = i;
      }
    }
    sort(order);
    long[] sortedRows = new long[size];
    int[] sortedColumns = new int[size];
    long[] sortedCounts = new long[size];
    for (int i = 0; i < size; i++) {
      sortedRows[i] = rows[order[i]];
      sortedColumns[i] = columns[order[i]];
      sortedCounts[i] = counts[order[i]];
    }
    return CountedRows.of(sortedRows, sortedColumns, sortedCounts);
  }

  private boolean before(int a, int b) {
    return rows[a] < rows[b] || (rows[a] == rows[b] && columns[a] < columns[b]);
  }

  /** Merge sort, bottom up: no boxing. */
  private void sort(int[] order) {
    int[] from = order;
    int[] to = new int[order.length];
    for (int width = 1; width < order.length; width *= 2) {
      for (int low = 0; low < order.length; low += 2 * width) {
        int middle = Math.min(low + width, order.length);
        int high = Math.min(low + 2 * width, order.length);
        int left = low;
        int right = middle;
        for (int i = low; i < high; i++) {
          boolean takeRight = left == middle || (right < high && before(from[right], from[left]));
          to[i] = takeRight ? from[right++] : from[left++];
        }
      }
      int[] swapped = from;
      from = to;
      to = swapped;
    }
    System.arraycopy(from, 0, order, 0, order.length);
  }
}
