package dev.meander.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.interest.AnswerSource;
import dev.meander.interest.ModelIdentity;
import dev.meander.interest.ScoredInterest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelSlotTest {

  @TempDir Path repository = Path.of("set by JUnit");
  private final ScoringLanes lanes = new ScoringLanes(2, 64, Duration.ofMillis(1), 8);
  private ModelSlot slot = slot(repository);

  private ModelSlot slot(Path folder) {
    return new ModelSlot(new ModelFiles(Optional.of(folder)), ExecutionProviderWanted.CPU, lanes);
  }

  @BeforeEach
  void start() {
    slot = slot(repository);
  }

  @AfterEach
  void stop() {
    slot.close();
    lanes.close();
  }

  private ScoredInterest scored() {
    return slot.scorer()
        .score(List.of(People.at(People.visiting("home/lamp", "toys/puzzle"))), People.SHOP)
        .await()
        .atMost(Duration.ofMinutes(5))
        .getFirst();
  }

  private static ModelIdentity identity(String name) {
    return new ModelIdentity(name, "1");
  }

  @Test
  void withoutAnyModelTheFormulaServesAndSaysSo() {
    slot.refresh();
    assertEquals(Optional.empty(), slot.active());
    assertTrue(slot.refusal().orElseThrow().contains("current.json"), slot.refusal().toString());
    assertEquals(AnswerSource.BASELINE, scored().source());
  }

  @Test
  void theModelThatThePointerNamesServes() {
    Models.install(repository, "start");
    slot.refresh();
    assertEquals(new ActiveModel(identity("start"), "cpu"), slot.active().orElseThrow());
    assertEquals(identity("start"), scored().model());
    assertEquals(Optional.empty(), slot.refusal());
  }

  @Test
  void movingThePointerSwapsTheModelAndRetiresTheOldOne() {
    Models.install(repository, "start");
    slot.refresh();
    OnnxInterestScorer before = assertInstanceOf(OnnxInterestScorer.class, slot.scorer());
    Models.install(repository, "other");
    slot.refresh();
    assertEquals(identity("other"), scored().model());
    Throwable late =
        before
            .score(List.of(People.at(People.visiting("home/lamp"))), People.SHOP)
            .map(answers -> (Throwable) null)
            .onFailure()
            .recoverWithItem(failure -> failure)
            .await()
            .atMost(Duration.ofMinutes(5));
    assertInstanceOf(OnnxModel.Retired.class, late);
  }

  @Test
  void aBrokenModelIsRefusedOnceAndTheOldOneKeepsServing() {
    Models.install(repository, "start");
    slot.refresh();
    Models.install(repository, "narrow");
    slot.refresh();
    slot.refresh();
    assertEquals(1, slot.refusals());
    assertTrue(slot.refusal().orElseThrow().contains("inputs of the graph"));
    assertEquals(identity("start"), scored().model());
    Models.install(repository, "other");
    slot.refresh();
    assertEquals(identity("other"), scored().model());
    assertEquals(Optional.empty(), slot.refusal());
  }

  @Test
  void aPointerThatLeavesTheRepositoryIsRefused() {
    Models.point(repository, "{\"name\":\"../start\",\"version\":\"1\"}");
    slot.refresh();
    assertTrue(slot.refusal().orElseThrow().contains("names no model"));
    Models.point(repository, "{");
    slot.refresh();
    assertTrue(slot.refusal().orElseThrow().startsWith("current.json"));
  }

  @Test
  void aFolderThatHoldsAnotherModelThanItsNameIsRefused() throws Exception {
    Models.install(repository, "start");
    java.nio.file.Files.move(repository.resolve("start"), repository.resolve("renamed"));
    Models.point(repository, "{\"name\":\"renamed\",\"version\":\"1\"}");
    slot.refresh();
    assertEquals("renamed/1/ holds model start 1", slot.refusal().orElseThrow());
  }
}
