package dev.meander.launcher.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PathMeasureTest {
  /** Twelve candidates; the last one is the current category. */
  private static final int[] CANDIDATES = IntStream.range(100, 112).toArray();

  @Test
  void theGreedyPathNeverStaysAndTheTenWithMostExpectedVisitsAreNamed() {
    PathMeasure measure = new PathMeasure();
    // Every step prefers 100, then 101, and so on: the greedy path is 100, 101, 100.
    Ranking.Scores falling = (person, candidate, head) -> -candidate;
    measure.add(falling, 0, CANDIDATES, new int[] {100, 101, 100});
    assertEquals(
        "paths=1 recall@10=1.0000 fused@10=1.0000 step=1.0000 exact=1.0000", measure.summary());
    // 110 is the eleventh; -1 is nobody's candidate; one step of three is right.
    measure.add(falling, 0, CANDIDATES, new int[] {100, 110, -1});
    assertEquals(
        "paths=2 recall@10=0.6667 fused@10=0.6667 step=0.6667 exact=0.5000", measure.summary());
  }

  @Test
  void theCurrentCategoryIsNoFirstStepButMayBeALaterOne() {
    PathMeasure measure = new PathMeasure();
    Ranking.Scores current = (person, candidate, head) -> candidate == 11 ? 5 : -candidate;
    measure.add(current, 0, CANDIDATES, new int[] {100, 111, 100});
    assertEquals(
        "paths=1 recall@10=1.0000 fused@10=1.0000 step=1.0000 exact=1.0000", measure.summary());
  }

  @Test
  void aSureStepOutweighsHalfHeartedOnesByProbabilityNotByPlace() {
    PathMeasure measure = new PathMeasure();
    // Step 1 is sure of 100; steps 2 and 3 are all but even, and have 100 last.
    Ranking.Scores sure =
        (person, candidate, head) ->
            head == 0 ? (candidate == 0 ? 50 : -candidate) : candidate * 1e-3f;
    measure.add(sure, 0, CANDIDATES, new int[] {100, 111, 110});
    // The greedy path: 100, 111, 110.
    assertEquals(
        "paths=1 recall@10=1.0000 fused@10=1.0000 step=1.0000 exact=1.0000", measure.summary());
  }
}
