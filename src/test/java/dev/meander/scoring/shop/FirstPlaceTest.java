package dev.meander.scoring.shop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirstPlaceTest {
  private static final double[] SHARES = {.1, .5, .25, .15};

  @Test
  void theFirstPlaceIsMovedAndTheOthersShareWhatItLeaves() {
    double[] told = new FirstPlace(Math.log(2), 1).told(SHARES, false);
    assertArrayEquals(new double[] {1 / 15.0, 2 / 3.0, 1 / 6.0, 1 / 10.0}, told, 1e-9);
    assertArrayEquals(new double[] {.1, .5, .25, .15}, SHARES, 0);
  }

  @ParameterizedTest
  @CsvSource({"-9, 1", "9, 1", "0, .01", "0, 30", "-3, 2", "2, .5"})
  void thePlacesStayAndTheSumIsOne(double intercept, double slope) {
    for (double[] shares :
        new double[][] {SHARES, {.26, .25, .25, .24}, {.999, .0005, .0005, 0}, {.5, .5}}) {
      double[] told = new FirstPlace(intercept, slope).told(shares, false);
      assertEquals(1, Arrays.stream(told).sum(), 1e-9);
      for (int i = 0; i < shares.length; i++) {
        for (int j = 0; j < shares.length; j++) {
          assertTrue(!(shares[i] > shares[j]) || told[i] >= told[j], Arrays.toString(told));
        }
      }
      int first = FirstPlace.of(shares);
      assertEquals(first, FirstPlace.of(told), Arrays.toString(told));
    }
  }

  @Test
  void theFirstStaysBeforeTheSecondInSinglePrecisionToo() {
    for (double[] shares :
        new double[][] {
          SHARES, {.26, .25, .25, .24}, {.02, .019, .018, .943 / 2, .943 / 2 - .001, .001}
        }) {
      double[] told = new FirstPlace(-9, 1).told(shares, false);
      int first = FirstPlace.of(shares);
      for (int i = 0; i < told.length; i++) {
        if (i != first) {
          assertTrue((float) Math.log(told[first]) > (float) Math.log(told[i]));
        }
      }
    }
  }

  @Test
  void newcomersAreToldByANumberMore() {
    FirstPlace line = new FirstPlace(-.2, 1.1, .7);
    assertArrayEquals(new FirstPlace(.5, 1.1).told(SHARES, false), line.told(SHARES, true), 1e-12);
    assertArrayEquals(new FirstPlace(-.2, 1.1).told(SHARES, true), line.told(SHARES, false), 0);
  }

  @Test
  void whatIsSureOrAloneStaysAsItIs() {
    FirstPlace other = new FirstPlace(-3, 1);
    assertArrayEquals(new double[] {1}, other.told(new double[] {1}, false), 0);
    assertArrayEquals(new double[] {0, 1}, other.told(new double[] {0, 1}, false), 0);
    assertArrayEquals(SHARES, FirstPlace.AS_IT_IS.told(SHARES, true), 0);
  }

  @Test
  void whatWouldTurnTheOrderRoundIsRefused() {
    for (double slope : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThrows(IllegalArgumentException.class, () -> new FirstPlace(0, slope));
    }
    assertThrows(IllegalArgumentException.class, () -> new FirstPlace(Double.NaN, 1));
    assertThrows(IllegalArgumentException.class, () -> new FirstPlace(0, 1, Double.NaN));
  }
}
