package dev.meander.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LargestTest {
  private final SplittableRandom random = new SplittableRandom(19);
  private final Largest largest = new Largest();

  @Test
  void placesDescendAndEqualValuesKeepTheirOrder() {
    for (int round = 0; round < 300; round++) {
      double[] values = new double[round * 7 % 151 + 1];
      int kind = round % 4;
      Arrays.setAll(values, _ -> value(kind));
      assertPlaces(values, values.length);
      assertPlaces(values, values.length - 1);
    }
  }

  /** Spread out, mostly 0, of either sign, and but few that differ. */
  private double value(int kind) {
    return switch (kind) {
      case 0 -> Math.log(random.nextDouble());
      case 1 -> random.nextInt(3) == 0 ? random.nextDouble() : 0;
      case 2 -> random.nextInt(3) == 0 ? random.nextDouble() - .5 : random.nextBoolean() ? 0 : -0.;
      default -> random.nextInt(5) - 2;
    };
  }

  private void assertPlaces(double[] values, int size) {
    double[] places = new double[values.length];
    largest.logPlaces(values, size, places);
    for (int i = 0; i < values.length; i++) {
      int before = 0;
      for (int j = 0; j < size; j++) {
        boolean first = i < size && j < i && values[j] == values[i];
        before += values[j] > values[i] || first ? 1 : 0;
      }
      assertEquals(Logarithms.ofNext(before), places[i]);
    }
  }
}
