package dev.meander.statistics;

import java.util.Arrays;

/** Pairs with counts, by row and column; immutable, 12 bytes a pair and 20 a row. */
final class CountedRows {
  private final long[] rows;
  private final int[] starts;
  private final long[] totals;
  private final int[] columns;
  private final long[] counts;

  private CountedRows(long[] rows, int[] starts, long[] totals, int[] columns, long[] counts) {
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
    return Arrays.binarySearch(rows, row);
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

  /** 0 where the pair was never counted. */
  long count(int place, int column) {
    int at = Arrays.binarySearch(columns, starts[place], starts[place + 1], column);
    return at < 0 ? 0 : counts[at];
  }

  int pairs() {
    return columns.length;
  }

  long bytes() {
    return columns.length * 12L + rows.length * 20L;
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
