package dev.meander.statistics;

/** Moves from one category to another, and how many left each; immutable. */
final class Transitions {
  private final WeightedRows rows;

  private final double[] totals;

  /**
   * @param unit of the counts that is one move
   */
  Transitions(CountedRows counts, int size, double unit) {
    rows = new WeightedRows(counts, size, (row, column, count) -> (float) (count / unit));
    totals = new double[size];
    for (int row = 0; row < size; row++) {
      int place = counts.find(row);
      totals[row] = place < 0 ? 0 : counts.total(place) / unit;
    }
  }

  /** All that left a category. */
  double total(int from) {
    return totals[from];
  }

  /** As {@link WeightedRows} does. */
  void addTo(float[] sums, int from, double weight, int[] wanted, int count) {
    rows.addTo(sums, from, (float) weight, wanted, count);
  }

  long bytes() {
    return rows.bytes() + totals.length * 8L;
  }
}
