package dev.meander.statistics;

import java.util.Arrays;

/** Pairs with counts, by row and column; immutable, 12 bytes a pair and 20 a row. */
final class CountedRows {
  private static final int[] NO_INDEX = {};
  static final CountedRows NONE = of(new long[0], new int[0], new long[0]);

  private final long[] rows;
  private final int[] starts;
  private final long[] totals;
  private final int[] columns;
  private final long[] counts;

  /** By row, where rows are small numbers: its place; empty where they are not. */
  private final int[] places;

  /** By the highest bits of a row, where rows are hashes: the first place; empty otherwise. */
  private final int[] firstPlaces;

  private CountedRows(CountedRows pairs, int[] places, int[] firstPlaces) {
    this.firstPlaces = firstPlaces;
    this.rows = pairs.rows;
    this.starts = pairs.starts;
    this.totals = pairs.totals;
    this.columns = pairs.columns;
    this.counts = pairs.counts;
    this.places = places;
  }

  private CountedRows(long[] rows, int[] starts, long[] totals, int[] columns, long[] counts) {
    this.places = NO_INDEX;
    this.firstPlaces = NO_INDEX;
    this.rows = rows;
    this.starts = starts;
    this.totals = totals;
    this.columns = columns;
    this.counts = counts;
  }

  /** Takes the arrays over; they are by row and column. */
  static CountedRows of(long[] row, int[] column, long[] count) {
    long[] rows = new long[row.length];
    int[] starts = new int[row.length + 1];
    long[] totals = new long[row.length];
    int distinct = 0;
    for (int i = 0; i < row.length; i++) {
      if (i == 0 || row[i] != row[i - 1]) {
        rows[distinct] = row[i];
        starts[distinct++] = i;
      }
      totals[distinct - 1] += count[i];
    }
    starts[distinct] = row.length;
    return new CountedRows(
        Arrays.copyOf(rows, distinct),
        Arrays.copyOf(starts, distinct + 1),
        Arrays.copyOf(totals, distinct),
        column,
        count);
  }

  /** The place of a row; negative where there is none. */
  int find(long row) {
    if (row >= 0 && row < places.length) {
      return places[(int) row];
    }
    if (firstPlaces.length == 0) {
      return Arrays.binarySearch(rows, row);
    }
    int highest = highest(row, firstPlaces.length);
    return Arrays.binarySearch(rows, firstPlaces[highest], firstPlaces[highest + 1], row);
  }

  /** The highest bits of a row in the order of rows, of which there are {@code size} - 1 kinds. */
  private static int highest(long row, int size) {
    return (int) ((row ^ Long.MIN_VALUE) >>> (Long.numberOfLeadingZeros(size - 1) + 1));
  }

  /** The same, found at once for rows below {@code size}. */
  CountedRows indexed(int size) {
    int[] index = new int[size];
    Arrays.fill(index, -1);
    for (int place = 0; place < rows.length; place++) {
      index[(int) rows[place]] = place;
    }
    return new CountedRows(this, index, NO_INDEX);
  }

  /** The same, found at once where rows are hashes: of numbers that are spread out. */
  CountedRows hashed() {
    int kinds = Math.max(2, Integer.highestOneBit(rows.length));
    int[] first = new int[kinds + 1];
    for (long row : rows) {
      first[highest(row, first.length) + 1]++;
    }
    for (int i = 0; i < kinds; i++) {
      first[i + 1] += first[i];
    }
    return new CountedRows(this, NO_INDEX, first);
  }

  /** Rows and columns changed for each other; rows are small numbers. */
  CountedRows transposed() {
    int size = 0;
    for (int column : columns) {
      size = Math.max(size, column + 1);
    }
    int[] next = new int[size + 1];
    for (int column : columns) {
      next[column + 1]++;
    }
    for (int i = 0; i < size; i++) {
      next[i + 1] += next[i];
    }
    long[] newRows = new long[columns.length];
    int[] newColumns = new int[columns.length];
    long[] newCounts = new long[columns.length];
    for (int place = 0; place < rows.length; place++) {
      for (int at = starts[place]; at < starts[place + 1]; at++) {
        int to = next[columns[at]]++;
        newRows[to] = columns[at];
        newColumns[to] = (int) rows[place];
        newCounts[to] = counts[at];
      }
    }
    return of(newRows, newColumns, newCounts);
  }

  int rows() {
    return rows.length;
  }

  long row(int place) {
    return rows[place];
  }

  /** 0 where the pair was never counted. */
  long countOf(long row, int column) {
    int place = find(row);
    int at =
        place < 0 ? -1 : Arrays.binarySearch(columns, starts[place], starts[place + 1], column);
    return at < 0 ? 0 : counts[at];
  }

  int first(int place) {
    return starts[place];
  }

  int end(int place) {
    return starts[place + 1];
  }

  long total(int place) {
    return totals[place];
  }

  int column(int at) {
    return columns[at];
  }

  long count(int at) {
    return counts[at];
  }

  int pairs() {
    return columns.length;
  }

  /** Feeds all pairs, in their order. */
  void digest(Checksum sum) {
    sum.add(rows);
    sum.add(starts);
    sum.add(columns);
    sum.add(counts);
  }

  long bytes() {
    return columns.length * 12L + rows.length * 20L + (places.length + firstPlaces.length) * 4L;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CountedRows same
        && Arrays.equals(rows, same.rows)
        && Arrays.equals(starts, same.starts)
        && Arrays.equals(columns, same.columns)
        && Arrays.equals(counts, same.counts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(counts) * 31 + Arrays.hashCode(columns);
  }
}
