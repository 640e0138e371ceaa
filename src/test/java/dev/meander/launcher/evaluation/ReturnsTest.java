package dev.meander.launcher.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ReturnsTest {

  @Test
  void theAreaIsHowOftenWhoCameStandsAboveWhoDidNot() {
    Returns returns = new Returns();
    returns.add(.9, true);
    returns.add(.4, true);
    returns.add(.6, false);
    returns.add(.4, false);
    // Pairs: .9 above both, .4 below .6 and equal to .4.
    assertEquals((2 + .5) / 4, returns.areaUnderCurve(), 1e-12);
  }

  @Test
  void theErrorIsTheMeanGapOfTenBins() {
    Returns returns = new Returns();
    for (int i = 0; i < 100; i++) {
      returns.add(.25 + i * 1e-6, i % 2 == 0);
    }
    assertEquals(.25, returns.calibrationError(), 1e-3);
  }
}
