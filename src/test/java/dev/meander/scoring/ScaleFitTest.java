package dev.meander.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.scoring.shop.HeadScale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScaleFitTest {
  private static final int CANDIDATES = 20;
  private static final HeadScale MODEL = HeadScale.ofModel(1);

  /** What comes is drawn at a temperature; of ten moments two have no answer among candidates. */
  private static ScaleFit drawn(int moments, double temperature, long seed) {
    Random random = new Random(seed);
    ScaleFit fit = new ScaleFit();
    for (int moment = 0; moment < moments; moment++) {
      float[] logits = new float[CANDIDATES];
      double[] weights = new double[CANDIDATES];
      double all = 0;
      for (int i = 0; i < CANDIDATES; i++) {
        logits[i] = (float) (3 * random.nextGaussian());
        weights[i] = Math.exp(logits[i] / temperature);
        all += weights[i];
      }
      double at = random.nextDouble() * all;
      int truth = 0;
      while (truth < CANDIDATES - 1 && at > weights[truth]) {
        at -= weights[truth++];
      }
      fit.add(logits, moment % 10 < 2 ? -1 : truth, false);
    }
    return fit;
  }

  @ParameterizedTest
  @ValueSource(doubles = {.5, 1, 1.7, 4})
  void theTemperatureThatWasDrawnByIsFound(double temperature) {
    ScaleFit fit = drawn(8_000, temperature, 3);
    HeadScale found = fit.fitted(MODEL, 0);
    assertEquals(temperature, found.temperature(), .06 * temperature);
    assertEquals(.8, found.reach(), 1e-12);
    assertEquals(8_000, fit.asked());
  }

  @Test
  void theFewerMomentsTheNearerToWhatIsKnownBefore() {
    HeadScale prior = new HeadScale(3, .5);
    double before = prior.temperature();
    for (int moments : new int[] {0, 10, 100, 1_000, 10_000}) {
      HeadScale found = drawn(moments, 1, 5).fitted(prior, 100);
      assertTrue(found.temperature() <= before + .01, moments + " moments: " + found);
      assertEquals((moments * .8 + 50) / (moments + 100), found.reach(), 1e-9);
      before = found.temperature();
    }
    assertEquals(3, drawn(0, 1, 5).fitted(prior, 100).temperature(), .01);
    assertEquals(1, before, .05);
  }

  @Test
  void whatIsSureAndAlwaysRightIsToldAsSureAsItMayBe() {
    ScaleFit fit = new ScaleFit();
    for (int moment = 0; moment < 300; moment++) {
      fit.add(new float[] {0, 3, 1}, 1, false);
    }
    assertEquals(ScaleFit.COLDEST, fit.fitted(MODEL, 0).temperature(), .01);
    ScaleFit wrong = new ScaleFit();
    for (int moment = 0; moment < 300; moment++) {
      wrong.add(new float[] {0, 3, 1}, 0, false);
    }
    assertEquals(ScaleFit.HOTTEST, wrong.fitted(MODEL, 0).temperature(), .05);
  }
}
