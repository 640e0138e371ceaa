package dev.meander.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SparseScoresTest {
  private static final int CATEGORIES = 40;
  private final SplittableRandom random = new SplittableRandom(17);
  private final SparseScores scores = new SparseScores();

  @Test
  void sumsAreThoseOfTheLatestPersonAlone() {
    for (int person = 0; person < 20; person++) {
      double[] expected = new double[CATEGORIES];
      scores.clear(CATEGORIES);
      for (int part = 0; part < 3; part++) {
        addSome(expected);
      }
      for (int category = 0; category < CATEGORIES; category++) {
        assertEquals(expected[category], scores.of(category));
      }
    }
  }

  private void addSome(double[] expected) {
    char[] categories = new char[1 + random.nextInt(30)];
    double[] values = new double[categories.length];
    int size = categories.length - 1;
    for (int i = 0; i < categories.length; i++) {
      categories[i] = (char) random.nextInt(CATEGORIES);
      values[i] = random.nextDouble();
      expected[categories[i]] += i < size ? values[i] : 0;
    }
    scores.add(categories, values, size);
    int one = random.nextInt(CATEGORIES);
    scores.add(one, .5);
    expected[one] += .5;
  }

  @Test
  void allThatWasAddedIsOfferedOnce() {
    scores.clear(CATEGORIES);
    scores.add(new char[] {3, 7, 3, 3, 0}, new double[] {1, 2, 3, 4, 5}, 5);
    Selection largest = new Selection(CATEGORIES);
    scores.offerAdded(largest);
    int[] offered = new int[largest.select()];
    Arrays.setAll(offered, largest::number);
    Arrays.sort(offered);
    assertArrayEquals(new int[] {0, 3, 7}, offered);
  }

  /** More people than an int counts, which is a month of a busy process. */
  @Test
  void peopleWithoutEndAreForgotten() {
    for (long person = 0; person < (1L << 31) + 9; person++) {
      scores.clear(CATEGORIES);
    }
    scores.add(7, .5);
    Selection largest = new Selection(CATEGORIES);
    scores.offerAdded(largest);
    assertEquals(1, largest.select());
    scores.clear(CATEGORIES);
    assertEquals(0, scores.of(7));
  }
}
