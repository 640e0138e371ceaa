package dev.meander.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CompensatedSumTest {

  @Test
  void itGivesTheNumbersOfAStream() {
    Random random = new Random(7);
    for (int length = 0; length < 200; length++) {
      double[] values = random.doubles(length, 0, 1).map(x -> Math.pow(x, 9)).toArray();
      assertEquals(Arrays.stream(values).sum(), CompensatedSum.of(values), 0.0);
    }
  }

  @Test
  void itKeepsWhatAPlainSumLoses() {
    double[] values = new double[1_000_001];
    Arrays.fill(values, 1e-16);
    values[0] = 1;
    assertEquals(1 + 1e-10, CompensatedSum.of(values), 1e-15);
  }
}
