package dev.meander.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class JensenShannonTest {

  private static int[] counts(int... counts) {
    return counts;
  }

  @Test
  void equalDistributionsDivergeByNothing() {
    assertEquals(0, JensenShannon.bits(counts(1, 3), counts(1, 3), 4), 1e-12);
  }

  @Test
  void disjointDistributionsDivergeByOneBit() {
    assertEquals(1, JensenShannon.bits(counts(6, 0, 0), counts(0, 2, 4), 6), 1e-12);
  }

  @Test
  void halfSharedIsWhatTheDefinitionSays() {
    // p = (1, 0), q = (1/2, 1/2): H(3/4, 1/4) - (0 + 1) / 2 = 0.311278...
    double expected = 0.75 * Math.log(4 / 3.0) / Math.log(2) + 0.25 * 2 - 0.5;
    assertEquals(expected, JensenShannon.bits(counts(2, 0), counts(1, 1), 2), 1e-12);
  }

  @Test
  void itIsSymmetric() {
    int[] p = counts(7, 2, 1, 0);
    int[] q = counts(1, 0, 4, 5);
    assertEquals(JensenShannon.bits(p, q, 10), JensenShannon.bits(q, p, 10), 1e-12);
  }

  @Test
  void aKindThatNobodySawChangesNothing() {
    assertEquals(
        JensenShannon.bits(counts(3, 1), counts(1, 3), 4),
        JensenShannon.bits(counts(3, 0, 1), counts(1, 0, 3), 4),
        0.0);
  }

  @Test
  void theBiasShrinksWithTheSample() {
    assertTrue(JensenShannon.bias(5, 5, 6, 8) > JensenShannon.bias(5, 5, 6, 24));
    assertEquals(3 / (4 * 8 * Math.log(2)), JensenShannon.bias(5, 5, 6, 8), 1e-12);
  }
}
