package dev.meander.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WeightedRowsTest {
  private static final int SIZE = 60;
  private final SplittableRandom random = new SplittableRandom(9);

  /** Counts by row and column: rows of every kind, full, half, sparse and empty, in any order. */
  private final long[][] counts = new long[SIZE][SIZE];

  private final WeightedRows rows = rows();

  private WeightedRows rows() {
    CountTable table = new CountTable(SIZE * SIZE);
    for (int row = 0; row < SIZE; row++) {
      int kind = random.nextInt(8);
      double filled = kind < 5 ? .5 + kind / 8.0 : kind == 5 ? .1 : kind == 6 ? .04 : 0;
      for (int column = 0; column < SIZE; column++) {
        if (random.nextDouble() < filled) {
          counts[row][column] = 1L + random.nextInt(1_000);
          table.add(row, column, counts[row][column]);
        }
      }
    }
    return new WeightedRows(
        table.snapshot().indexed(SIZE), SIZE, (row, column, count) -> number(row, column));
  }

  private float number(int row, int column) {
    return counts[row][column] / (float) (1 + row + column);
  }

  @Test
  void rowsAreAddedOneAfterTheOtherToTheLastBit() {
    for (int size = 0; size <= 20; size++) {
      int[] asked = random.ints(20, 0, SIZE).toArray();
      float[] weights = weights();
      float[] sums = new float[SIZE];
      rows.addTo(sums, asked, weights, size);
      assertArrayEquals(expected(asked, weights, size), sums);
    }
  }

  @Test
  void columnsThatAreWantedHaveTheSameSums() {
    for (int size = 0; size <= 20; size++) {
      int[] asked = random.ints(20, 0, SIZE).toArray();
      float[] weights = weights();
      int[] wanted = random.ints(15, 0, SIZE).distinct().toArray();
      float[] sums = new float[SIZE];
      rows.addTo(sums, asked, weights, size, wanted, wanted.length);
      float[] expected = expected(asked, weights, size);
      for (int column : wanted) {
        assertEquals(expected[column], sums[column]);
      }
    }
  }

  private float[] weights() {
    float[] weights = new float[20];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) random.nextDouble();
    }
    return weights;
  }

  private float[] expected(int[] asked, float[] weights, int size) {
    float[] sums = new float[SIZE];
    for (int i = 0; i < size; i++) {
      for (int column = 0; column < SIZE; column++) {
        sums[column] += number(asked[i], column) * weights[i];
      }
    }
    return sums;
  }
}
