package dev.meander.statistics;

import java.util.Arrays;

/**
 * Numbers by pairs of categories, by row; immutable. A row lies as pairs, 6 bytes each, or whole
 * where it is filled by a quarter or more, so that no row takes more than thrice as much.
 */
final class WeightedRows {
  private static final int FILLED = 4;
  private static final float[] NO_ROW = {};

  /** The number of a pair that was counted. */
  interface Weight {
    float of(int row, int column, long count);
  }

  private final int[] starts;
  private final char[] columns;
  private final float[] values;

  /** By row; empty where the row lies as pairs. */
  private final float[][] whole;

  /** By row, known without a look at the row, which would be to wait for it. */
  private final boolean[] isWhole;

  /**
   * @param counts rows are categories below {@code size}
   */
  WeightedRows(CountedRows counts, int size, Weight weight) {
    starts = new int[size + 1];
    whole = new float[size][];
    isWhole = new boolean[size];
    char[] sparseColumns = new char[counts.pairs()];
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
          sparseColumns[filled] = (char) column;
          sparseValues[filled++] = value;
        }
      }
      whole[row] = numbers;
      isWhole[row] = lies;
    }
    starts[size] = filled;
    columns = Arrays.copyOf(sparseColumns, filled);
    values = Arrays.copyOf(sparseValues, filled);
  }

  /** Adds rows, each times its weight, one after the other to {@code sums}. */
  void addTo(float[] sums, int[] rows, float[] weights, int size) {
    int i = next(rows, 0, size);
    while (i < size) {
      int second = next(rows, i + 1, size);
      int third = next(rows, second + 1, size);
      int fourth = next(rows, third + 1, size);
      if (fourth < size && areWhole(rows[i], rows[second], rows[third], rows[fourth])) {
        addFour(sums, rows, weights, i, second, third, fourth);
        i = next(rows, fourth + 1, size);
      } else {
        addTo(sums, rows[i], weights[i]);
        i = second;
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

  private void addFour(
      float[] sums, int[] rows, float[] weights, int i, int second, int third, int fourth) {
    float[] numbers = whole[rows[i]];
    float[] secondNumbers = whole[rows[second]];
    float[] thirdNumbers = whole[rows[third]];
    float[] fourthNumbers = whole[rows[fourth]];
    float weight = weights[i];
    float secondWeight = weights[second];
    float thirdWeight = weights[third];
    float fourthWeight = weights[fourth];
    for (int column = 0; column < numbers.length; column++) {
      sums[column] =
          sums[column]
              + numbers[column] * weight
              + secondNumbers[column] * secondWeight
              + thirdNumbers[column] * thirdWeight
              + fourthNumbers[column] * fourthWeight;
    }
  }

  /**
   * Adds rows, each times its weight, one after the other to {@code sums} of the columns that are
   * wanted; those of others are undefined afterwards.
   */
  void addTo(float[] sums, int[] rows, float[] weights, int size, int[] wanted, int count) {
    int i = next(rows, 0, size);
    while (i < size) {
      int second = next(rows, i + 1, size);
      int third = next(rows, second + 1, size);
      int fourth = next(rows, third + 1, size);
      if (fourth < size && areWhole(rows[i], rows[second], rows[third], rows[fourth])) {
        addFour(sums, rows, weights, i, second, third, fourth, wanted, count);
        i = next(rows, fourth + 1, size);
      } else {
        addTo(sums, rows[i], weights[i], wanted, count);
        i = second;
      }
    }
  }

  /** The same of one row. */
  void addTo(float[] sums, int row, float weight, int[] wanted, int count) {
    float[] numbers = whole[row];
    if (isWhole[row]) {
      for (int i = 0; i < count; i++) {
        sums[wanted[i]] += numbers[wanted[i]] * weight;
      }
    }
    addPairs(sums, row, weight);
  }

  private void addFour(
      float[] sums,
      int[] rows,
      float[] weights,
      int i,
      int second,
      int third,
      int fourth,
      int[] wanted,
      int count) {
    float[] numbers = whole[rows[i]];
    float[] secondNumbers = whole[rows[second]];
    float[] thirdNumbers = whole[rows[third]];
    float[] fourthNumbers = whole[rows[fourth]];
    float weight = weights[i];
    float secondWeight = weights[second];
    float thirdWeight = weights[third];
    float fourthWeight = weights[fourth];
    for (int at = 0; at < count; at++) {
      int column = wanted[at];
      sums[column] =
          sums[column]
              + numbers[column] * weight
              + secondNumbers[column] * secondWeight
              + thirdNumbers[column] * thirdWeight
              + fourthNumbers[column] * fourthWeight;
    }
  }

  private boolean areWhole(int first, int second, int third, int fourth) {
    return isWhole[first] && isWhole[second] && isWhole[third] && isWhole[fourth];
  }

  /** The next place of a row that holds anything, from {@code i} on. */
  private int next(int[] rows, int i, int size) {
    int at = i;
    while (at < size && !isWhole[rows[at]] && starts[rows[at]] == starts[rows[at] + 1]) {
      at++;
    }
    return at;
  }

  private void addPairs(float[] sums, int row, float weight) {
    int end = starts[row + 1];
    for (int at = starts[row]; at < end; at++) {
      sums[columns[at]] += values[at] * weight;
    }
  }

  long bytes() {
    long sum = columns.length * 6L + starts.length * 4L + isWhole.length;
    for (float[] row : whole) {
      sum += row.length * 4L;
    }
    return sum;
  }
}
