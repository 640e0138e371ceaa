package dev.meander.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LogarithmsTest {

  private static final double CLOSE = 4e-16;

  @Test
  void aLogarithmIsThatOfTheLibraryButForItsLastBits() {
    Random random = new Random(3);
    for (int i = 0; i < 1_000_000; i++) {
      double x = Math.exp(60 * random.nextDouble() - 30);
      assertClose(x);
      assertClose(1 + random.nextGaussian() * Math.pow(10, -random.nextInt(16)) / 20);
    }
    for (double x : new double[] {1, 1 - 1e-16, 1 + 1e-15, Double.MIN_NORMAL, Double.MAX_VALUE}) {
      assertClose(x);
    }
    assertEquals(0, Logarithms.of(1.0));
  }

  private static void assertClose(double x) {
    double expected = Math.log(x);
    double error = Math.abs(Logarithms.of(x) - expected);
    assertTrue(error <= CLOSE * Math.max(1, Math.abs(expected)), () -> x + " is off by " + error);
    // Where logarithms are small, they are right to as many digits.
    assertTrue(
        Math.abs(x - 1) > .003 || error <= 2 * Math.ulp(expected), () -> x + " off by " + error);
  }

  @Test
  void whatHasNoLogarithmIsLeftToTheLibrary() {
    assertEquals(Double.NEGATIVE_INFINITY, Logarithms.of(0.0));
    assertEquals(Double.POSITIVE_INFINITY, Logarithms.of(Double.POSITIVE_INFINITY));
    assertTrue(Double.isNaN(Logarithms.of(-1.0)) && Double.isNaN(Logarithms.of(Double.NaN)));
    assertEquals(Math.log(Double.MIN_VALUE), Logarithms.of(Double.MIN_VALUE));
  }

  @Test
  void countsComeFromATableAsFarAsItReaches() {
    for (int count : new int[] {1, 2, 3, 4_096, 4_097, 1_000_000}) {
      assertEquals(Math.log(count), Logarithms.of(count), 1e-15 * count);
      assertEquals(Math.log1p(count), Logarithms.ofNext(count));
    }
  }

  /** Largest first; what is 0 by its number, wherever it stands. */
  @Test
  void placesAreThoseOfASortOfEverything() {
    Random random = new Random(4);
    Largest largest = new Largest();
    for (int round = 0; round < 3_000; round++) {
      int size = random.nextInt(40);
      double[] values = new double[size];
      for (int i = 0; i < size; i++) {
        values[i] = random.nextInt(3) == 0 ? random.nextInt(9) - 4 : 0;
      }
      double[] places = new double[size];
      largest.logPlaces(values, size, places);
      int[] order = Largest.order(values);
      for (int place = 0; place < size; place++) {
        assertEquals(Logarithms.ofNext(place), places[order[place]]);
      }
    }
  }
}
