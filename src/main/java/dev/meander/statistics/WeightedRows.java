package dev.meander.statistics;

import java.util.Arrays;

/**
 * Numbers by pairs of categories, by row; immutable. A row lies as pairs, 8 bytes each, or whole
 * where it is filled by a quarter or more, so that no row takes more than twice as much.
 */
final class WeightedRows {
  private static final int FILLED = 4;
  private static final float[] NO_ROW = {};

  /** Whole rows that are read side by side: more of what memory is asked for is on its way. */
  private static final int AT_ONCE = 4;

  /** The number of a pair that was counted. */
  interface Weight {
    float of(int row, int column, long count);
  }

  private final int[] starts;
  private final int[] columns;
  private final float[] values;

  /** By row; empty where the row lies as pairs. */
  private final float[][] whole;

  /**
   * @param counts rows are categories below {@code size}
   */
  WeightedRows(CountedRows counts, int size, Weight weight) {
    starts = new int[size + 1];
    whole = new float[size][];
    int[] sparseColumns = new int[counts.pairs()];
    float[] sparseValues = new float[counts.pairs()];
    int filled = 0;
    for (int row = 0; row < size; row++) {
      starts[row] = filled;
      int place = counts.find(row);
      int first = place < 0 ? 0 : counts.first(place);
      int end = place < 0 ? 0 : counts.end(place);
      boolean lies = (long) (end - first) * FILLED >= size;
      float[] numbers = lies ? new float[size] : NO_ROW;
      for (int at = first; at < end; at++) {
        int column = counts.column(at);
        float value = weight.of(row, column, counts.count(at));
        if (lies) {
          numbers[column] = value;
        } else {
          sparseColumns[filled] = column;
          sparseValues[filled++] = value;
        }
      }
      whole[row] = numbers;
    }
    starts[size] = filled;
    columns = Arrays.copyOf(sparseColumns, filled);
    values = Arrays.copyOf(sparseValues, filled);
  }

  /** Adds rows, each times its weight, one after the other to {@code sums}. */
  void addTo(float[] sums, int[] rows, float[] weights, int size) {
    int i = 0;
    while (i < size) {
      if (areWhole(rows, i, size)) {
        addFour(sums, rows, weights, i);
        i += AT_ONCE;
      } else {
        addTo(sums, rows[i], weights[i]);
        i++;
      }
    }
  }

  private void addTo(float[] sums, int row, float weight) {
    float[] numbers = whole[row];
    for (int column = 0; column < numbers.length; column++) {
      sums[column] += numbers[column] * weight;
    }
    addPairs(sums, row, weight);
  }

  private void addFour(float[] sums, int[] rows, float[] weights, int i) {
    float[] first = whole[rows[i]];
    float[] second = whole[rows[i + 1]];
    float[] third = whole[rows[i + 2]];
    float[] fourth = whole[rows[i + 3]];
    float firstWeight = weights[i];
    float secondWeight = weights[i + 1];
    float thirdWeight = weights[i + 2];
    float fourthWeight = weights[i + 3];
    for (int column = 0; column < first.length; column++) {
      sums[column] =
          sums[column]
              + first[column] * firstWeight
              + second[column] * secondWeight
              + third[column] * thirdWeight
              + fourth[column] * fourthWeight;
    }
  }

  /**
   * Adds rows, each times its weight, one after the other to {@code sums} of the columns that are
   * wanted; those of others are undefined afterwards.
   */
  void addTo(float[] sums, int[] rows, float[] weights, int size, int[] wanted, int count) {
    int i = 0;
    while (i < size) {
      if (areWhole(rows, i, size)) {
        addFour(sums, rows, weights, i, wanted, count);
        i += AT_ONCE;
      } else {
        addTo(sums, rows[i], weights[i], wanted, count);
        i++;
      }
    }
  }

  /** The same of one row. */
  void addTo(float[] sums, int row, float weight, int[] wanted, int count) {
    float[] numbers = whole[row];
    if (numbers.length > 0) {
      for (int i = 0; i < count; i++) {
        sums[wanted[i]] += numbers[wanted[i]] * weight;
      }
    }
    addPairs(sums, row, weight);
  }

  private void addFour(float[] sums, int[] rows, float[] weights, int i, int[] wanted, int count) {
    float[] first = whole[rows[i]];
    float[] second = whole[rows[i + 1]];
    float[] third = whole[rows[i + 2]];
    float[] fourth = whole[rows[i + 3]];
    float firstWeight = weights[i];
    float secondWeight = weights[i + 1];
    float thirdWeight = weights[i + 2];
    float fourthWeight = weights[i + 3];
    for (int at = 0; at < count; at++) {
      int column = wanted[at];
      sums[column] =
          sums[column]
              + first[column] * firstWeight
              + second[column] * secondWeight
              + third[column] * thirdWeight
              + fourth[column] * fourthWeight;
    }
  }

  private boolean areWhole(int[] rows, int i, int size) {
    boolean all = i + AT_ONCE <= size;
    for (int j = i; all && j < i + AT_ONCE; j++) {
      all = whole[rows[j]].length > 0;
    }
    return all;
  }

  private void addPairs(float[] sums, int row, float weight) {
    int end = starts[row + 1];
    for (int at = starts[row]; at < end; at++) {
      sums[columns[at]] += values[at] * weight;
    }
  }

  long bytes() {
    long sum = columns.length * 8L + starts.length * 4L;
    for (float[] row : whole) {
      sum += row.length * 4L;
    }
    return sum;
  }
}
