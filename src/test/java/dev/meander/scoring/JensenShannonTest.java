package dev.meander.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class JensenShannonTest {

  @Test
  void equalDistributionsDivergeByNothingWhateverTheirScale() {
    assertEquals(
        0, JensenShannon.bits(Map.of("a", 1.0, "b", 3.0), Map.of("a", 2.0, "b", 6.0)), 1e-12);
  }

  @Test
  void disjointDistributionsDivergeByOneBit() {
    assertEquals(1, JensenShannon.bits(Map.of("a", 5.0), Map.of("b", 1.0, "c", 2.0)), 1e-12);
  }

  @Test
  void halfSharedIsWhatTheDefinitionSays() {
    // p = (1, 0), q = (1/2, 1/2): H(3/4, 1/4) - (0 + 1) / 2 = 0.311278...
    double expected = 0.75 * Math.log(4 / 3.0) / Math.log(2) + 0.25 * 2 - 0.5;
    assertEquals(expected, JensenShannon.bits(Map.of("a", 1.0), Map.of("a", 1.0, "b", 1.0)), 1e-12);
  }

  @Test
  void itIsSymmetric() {
    Map<String, Double> p = Map.of("a", 0.7, "b", 0.2, "c", 0.1);
    Map<String, Double> q = Map.of("a", 0.1, "c", 0.4, "d", 0.5);
    assertEquals(JensenShannon.bits(p, q), JensenShannon.bits(q, p), 1e-12);
  }

  @Test
  void nothingToCompareIsNoDivergence() {
    assertEquals(0, JensenShannon.bits(Map.<String, Double>of(), Map.of("a", 1.0)));
  }

  @Test
  void theBiasShrinksWithTheSample() {
    assertTrue(JensenShannon.bias(5, 5, 6, 8) > JensenShannon.bias(5, 5, 6, 24));
    assertEquals(3 / (4 * 8 * Math.log(2)), JensenShannon.bias(5, 5, 6, 8), 1e-12);
  }
}
