package dev.meander.launcher.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.scoring.shop.HeadScale;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HeadCalibrationTest {

  private static final int CANDIDATES = 12;
  private static final int MOMENTS = 40_000;

  @Test
  void theErrorIsTheMeanGapBetweenSaidAndTrue() {
    Reliability reliability = new Reliability();
    reliability.add(.875, true);
    reliability.add(.875, false);
    reliability.add(.21875, false);
    reliability.add(.25, true);
    assertEquals(
        List.of(new Reliability.Bin(.234375, .5, 2), new Reliability.Bin(.875, .5, 2)),
        reliability.bins());
    assertEquals((.265625 * 2 + .375 * 2) / 4, reliability.error(), 1e-12);
    reliability.add(1, true);
    assertEquals(3, reliability.bins().size(), "certainty has a bin");
    assertTrue(Double.isNaN(new Reliability().error()));
  }

  /** What comes is drawn at a temperature of 2 of what is said; one in five is no candidate. */
  @Test
  void aTemperatureMendsTheCandidatesAndTheirShareAllMoments() {
    HeadCalibration said = asked(new HeadCalibration(2, null), 1);
    assertEquals(.2, said.missed(), .01);
    assertEquals(
        said.ofAll().error(), said.served().error(), "without own days it is told by the model");
    assertTrue(said.before().error() > .1, "before " + said.before().error());
    assertTrue(said.after().error() < .01, "after " + said.after().error());
    assertTrue(said.ofAll().error() > .05, "of all " + said.ofAll().error());
    HeadCalibration later = asked(new HeadCalibration(1, new HeadScale(2, .8)), 2);
    assertTrue(later.ofAll().error() > .1, "of all " + later.ofAll().error());
    assertTrue(later.served().error() < .01, "as served " + later.served().error());
    assertEquals(MOMENTS, later.served().number());
    assertEquals(said.asked() * said.missed(), (double) (MOMENTS - said.after().number()), 1e-6);
  }

  private static HeadCalibration asked(HeadCalibration head, long seed) {
    Random random = new Random(seed);
    for (int moment = 0; moment < MOMENTS; moment++) {
      double[] logits = new double[CANDIDATES];
      double[] weights = new double[CANDIDATES];
      double all = 0;
      for (int i = 0; i < CANDIDATES; i++) {
        logits[i] = 4 * random.nextGaussian();
        weights[i] = Math.exp(logits[i] / 2);
        all += weights[i];
      }
      double drawn = random.nextDouble() * all;
      int truth = 0;
      while (truth < CANDIDATES - 1 && drawn > weights[truth]) {
        drawn -= weights[truth++];
      }
      head.add(logits, random.nextInt(5) == 0 ? -1 : truth, false);
    }
    return head;
  }
}
