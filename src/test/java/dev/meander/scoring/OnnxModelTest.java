package dev.meander.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.interest.AnswerSource;
import dev.meander.interest.InterestProfile;
import dev.meander.interest.ModelIdentity;
import dev.meander.interest.RankedCategory;
import dev.meander.interest.ScoredInterest;
import dev.meander.interest.ShopPopularity;
import dev.meander.scoring.BatchScorer.Request;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class OnnxModelTest {

  private static final ScoringLanes LANES = new ScoringLanes(1, 64, Duration.ofMillis(1), 8);
  private static final InterestProfile MOVER =
      People.visiting("home/lamp", "garden/tools", "home/lamp", "toys/puzzle", "home/lamp");

  @AfterAll
  static void stop() {
    LANES.close();
  }

  private static FloatBuffer numbers(int count) {
    return ByteBuffer.allocateDirect(count * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  private static Request request(InterestProfile profile) {
    return new Request(People.at(profile), People.SHOP);
  }

  @Test
  void anUntrainedModelAnswersAsTheFormulaItStartsFrom() {
    try (OnnxModel model = Models.load("start")) {
      ScoredInterest scored =
          new OnnxInterestScorer(model, LANES).scoreBatch(List.of(request(MOVER))).getFirst();
      ScoredInterest formula = BaselineInterestScorer.scoreOne(People.at(MOVER), People.SHOP);
      assertEquals(AnswerSource.MODEL, scored.source());
      assertEquals(new ModelIdentity("start", "1"), scored.model());
      List<RankedCategory> expected = formula.migration().steps().getFirst().candidates();
      List<RankedCategory> actual = scored.migration().steps().getFirst().candidates();
      for (int i = 0; i < expected.size(); i++) {
        assertEquals(expected.get(i).category(), actual.get(i).category());
        assertEquals(expected.get(i).probability(), actual.get(i).probability(), 1e-4);
      }
    }
  }

  @Test
  void aBatchOfUnequalPeopleGivesEachWhatTheyGetAlone() {
    try (OnnxModel model = Models.load("other")) {
      OnnxInterestScorer scorer = new OnnxInterestScorer(model, LANES);
      List<Request> requests =
          List.of(
              request(MOVER),
              new Request(People.at(People.nobody()), ShopPopularity.NONE),
              request(People.visiting("toys/puzzle")));
      List<ScoredInterest> together = scorer.scoreBatch(requests);
      assertEquals(3, together.size());
      for (int i = 0; i < requests.size(); i++) {
        ScoredInterest alone = scorer.scoreBatch(List.of(requests.get(i))).getFirst();
        assertEquals(alone.source(), together.get(i).source());
        List<RankedCategory> first = together.get(i).migration().steps().get(1).candidates();
        List<RankedCategory> expected = alone.migration().steps().get(1).candidates();
        assertEquals(expected.size(), first.size());
        for (int k = 0; k < first.size(); k++) {
          assertEquals(expected.get(k).probability(), first.get(k).probability(), 1e-5);
        }
        Distributions.check(first);
      }
      assertEquals(0, model.openValues());
    }
  }

  @Test
  void aPersonWithoutCandidatesGetsTheFormulaAndTheAnswerSaysSo() {
    try (OnnxModel model = Models.load("start")) {
      assertEquals(
          AnswerSource.BASELINE,
          new OnnxInterestScorer(model, LANES)
              .scoreBatch(List.of(new Request(People.at(People.nobody()), ShopPopularity.NONE)))
              .getFirst()
              .source());
    }
  }

  @Test
  void outputsThatAreNoNumbersAreReplacedByTheFormulaAndCounted() {
    try (OnnxModel model = Models.load("nan")) {
      OnnxInterestScorer scorer = new OnnxInterestScorer(model, LANES);
      ScoredInterest scored = scorer.scoreBatch(List.of(request(MOVER))).getFirst();
      assertEquals(AnswerSource.BASELINE, scored.source());
      assertEquals(1, scorer.notFinite());
      assertEquals(0, model.openValues());
    }
  }

  @Test
  void aRunThatFailsClosesEveryNativeValue() {
    try (OnnxModel model = Models.load("failing")) {
      OnnxInterestScorer scorer = new OnnxInterestScorer(model, LANES);
      for (int i = 0; i < 3; i++) {
        IllegalStateException failure =
            assertThrows(
                IllegalStateException.class, () -> scorer.scoreBatch(List.of(request(MOVER))));
        assertTrue(
            ManifestFixtures.message(failure).contains("failing 1"),
            ManifestFixtures.message(failure));
      }
      assertEquals(0, model.openValues());
    }
  }

  @Test
  void aBufferThatIsTooShortClosesWhatWasOpenedBefore() {
    try (OnnxModel model = Models.load("start")) {
      assertThrows(
          RuntimeException.class, () -> model.run(numbers(2 * Feature.COUNT), numbers(1), 1, 2));
      assertEquals(0, model.openValues());
    }
  }

  @Test
  void aClosedModelSaysThatItWasReplaced() {
    OnnxModel model = Models.load("start");
    model.close();
    model.close();
    assertThrows(
        OnnxModel.Retired.class, () -> model.run(numbers(Feature.COUNT), numbers(1), 1, 1));
  }

  @Test
  void aGraphThatIsNotTheOneItsManifestHashedIsRefused() {
    assertTrue(
        ManifestFixtures.refusal(Models.manifest("start"), Models.graph("other"))
            .contains("sha256 is"));
  }

  @Test
  void aGraphOfOtherShapesThanItsManifestSaysIsRefused() {
    String message = ManifestFixtures.refusal(Models.manifest("narrow"), Models.graph("narrow"));
    assertTrue(message.contains("inputs of the graph") && message.contains("[-1, -1, 3]"), message);
  }

  @Test
  void bytesThatAreNoGraphAreRefused() throws Exception {
    byte[] garbage = "garbage".getBytes(StandardCharsets.UTF_8);
    assertTrue(
        ManifestFixtures.refusal(
                ManifestFixtures.changed(
                    "start", manifest -> manifest.put("sha256", ModelManifest.sha256(garbage))),
                garbage)
            .contains("does not start"));
  }

  @Test
  void askingForCudaWithoutADeviceFallsBackAndSaysSo() {
    try (OnnxModel model =
        OnnxModel.load(
            Models.manifest("start"), Models.graph("start"), ExecutionProviderWanted.CUDA, 1)) {
      boolean packaged =
          ai.onnxruntime.OrtEnvironment.getAvailableProviders()
              .contains(ai.onnxruntime.OrtProvider.CUDA);
      if (!packaged) {
        assertEquals(ExecutionProvider.CPU, model.provider());
      }
    }
  }
}
