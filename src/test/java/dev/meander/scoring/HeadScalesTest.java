package dev.meander.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.scoring.shop.FirstPlace;
import dev.meander.scoring.shop.HeadScale;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HeadScalesTest {
  private static final int CANDIDATES = 20;
  private static final int MOMENTS = 3_000;
  private static final List<HeadScale> MANIFEST = Collections.nCopies(3, HeadScale.ofModel(1));

  /**
   * What comes is drawn at a temperature, with the first place told otherwise. Every fifth moment
   * is of a newcomer.
   */
  private static ScaleFit drawn(int moments, double temperature, FirstPlace first, long seed) {
    Random random = new Random(seed);
    ScaleFit fit = new ScaleFit();
    for (int moment = 0; moment < moments; moment++) {
      float[] logits = new float[CANDIDATES];
      double[] exact = new double[CANDIDATES];
      for (int i = 0; i < CANDIDATES; i++) {
        logits[i] = (float) (3 * random.nextGaussian());
        exact[i] = logits[i];
      }
      double[] told = first.told(Softmax.of(exact, -1, temperature), moment % 5 == 0);
      double at = random.nextDouble();
      int truth = 0;
      while (truth < CANDIDATES - 1 && at > told[truth]) {
        at -= told[truth++];
      }
      fit.add(logits, truth, moment % 5 == 0);
    }
    return fit;
  }

  private static List<HeadScale> told(FirstPlace first) {
    return HeadScales.of(
        List.of(
            drawn(MOMENTS, 1.5, FirstPlace.AS_IT_IS, 1),
            drawn(MOMENTS, 1.5, first, 2),
            drawn(MOMENTS, 1.5, first, 3)),
        MANIFEST);
  }

  @Test
  void whereOneTemperatureFitsNothingElseIsSaid() {
    for (HeadScale scale : told(FirstPlace.AS_IT_IS)) {
      assertEquals(FirstPlace.AS_IT_IS, scale.first());
      assertEquals(1.5, scale.temperature(), .1);
    }
  }

  @Test
  void whereItDoesNotLaterStepsShareACorrectionOfTheirFirstPlaces() {
    FirstPlace wanted = new FirstPlace(-.8, 1.2);
    List<HeadScale> told = told(wanted);
    assertEquals(FirstPlace.AS_IT_IS, told.get(0).first(), "the next step fits as it is");
    assertNotEquals(FirstPlace.AS_IT_IS, told.get(1).first());
    assertEquals(told.get(1).first(), told.get(2).first());
    double[] better =
        drawn(MOMENTS, 1.5, wanted, 9).better(told.get(1), told.get(1).with(FirstPlace.AS_IT_IS));
    double sum = 0;
    for (double each : better) {
      sum += each;
    }
    assertTrue(sum > 20, "new moments are told better by " + sum);
  }

  @Test
  void theNextStepLaterStepsAndDaysAreCorrectedApart() {
    FirstPlace nextStep = new FirstPlace(-.8, 1.2);
    FirstPlace days = new FirstPlace(.8, .9);
    List<HeadScale> told =
        HeadScales.of(
            List.of(
                drawn(MOMENTS, 1.5, nextStep, 1),
                drawn(MOMENTS, 1.5, FirstPlace.AS_IT_IS, 2),
                drawn(MOMENTS, 1.5, FirstPlace.AS_IT_IS, 3),
                drawn(MOMENTS, 1.5, days, 4)),
            Collections.nCopies(4, HeadScale.ofModel(1)));
    assertNotEquals(FirstPlace.AS_IT_IS, told.get(0).first());
    assertEquals(FirstPlace.AS_IT_IS, told.get(1).first());
    assertEquals(FirstPlace.AS_IT_IS, told.get(2).first());
    assertNotEquals(FirstPlace.AS_IT_IS, told.get(3).first());
    assertNotEquals(told.get(0).first(), told.get(3).first());
  }

  @Test
  void laterStepsThatAreUnlikeHaveALineEach() {
    List<HeadScale> told =
        HeadScales.of(
            List.of(
                drawn(MOMENTS, 1.5, FirstPlace.AS_IT_IS, 1),
                drawn(MOMENTS, 1.5, new FirstPlace(-.8, 1.2), 2),
                drawn(MOMENTS, 1.5, new FirstPlace(.8, .9), 3)),
            MANIFEST);
    assertTrue(told.get(1).first().intercept() < -.1, told::toString);
    assertTrue(told.get(2).first().intercept() > .1, told::toString);
  }

  @Test
  void newcomersAreToldByWhatTheyHaveMore() {
    FirstPlace wanted = new FirstPlace(0, 1, 1.5);
    for (HeadScale scale : told(wanted).subList(1, 3)) {
      assertEquals(1.5, scale.first().newcomer(), .4, scale::toString);
    }
    for (HeadScale scale : told(new FirstPlace(-.8, 1.2))) {
      assertEquals(0, scale.first().newcomer(), 0, "who are as others are told as others");
    }
  }

  @Test
  void ofFewMomentsNoCorrectionIsTaken() {
    FirstPlace wanted = new FirstPlace(-.8, 1.2);
    List<HeadScale> told =
        HeadScales.of(
            List.of(
                drawn(MOMENTS, 1.5, FirstPlace.AS_IT_IS, 1),
                drawn(5, 1.5, wanted, 2),
                drawn(0, 1.5, wanted, 3)),
            MANIFEST);
    assertEquals(FirstPlace.AS_IT_IS, told.get(1).first());
    assertEquals(FirstPlace.AS_IT_IS, told.get(2).first());
  }

  /** First places are right as the manifest says; what else comes is much less sure. */
  @Test
  void aHeadWhoseManifestTellsFirstPlacesBetterKeepsIt() {
    Random random = new Random(4);
    ScaleFit next = new ScaleFit();
    for (int moment = 0; moment < 1_000; moment++) {
      float[] logits = new float[CANDIDATES];
      for (int i = 0; i < CANDIDATES; i++) {
        logits[i] = -4 - i;
      }
      logits[0] = 0;
      next.add(logits, random.nextDouble() < .993 ? 0 : CANDIDATES - 1, false);
    }
    HeadScale told = HeadScales.of(List.of(next), MANIFEST.subList(0, 1)).getFirst();
    double[] alone = next.better(next.fitted(MANIFEST.getFirst(), 100), MANIFEST.getFirst());
    double sum = 0;
    for (double each : alone) {
      sum += each;
    }
    assertTrue(sum < 0, "the temperature alone tells it better by " + sum);
    assertEquals(MANIFEST.getFirst(), told);
  }
}
