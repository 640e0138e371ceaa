package dev.meander.scoring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.interest.InterestProfile;
import dev.meander.interest.Migration.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The chain and the paths through it, against the plain formula. */
class StepChainTest {

  private static final InterestProfile PROFILE =
      People.visiting("a/a", "b/b", "a/a", "c/c", "a/a", "b/b", "d/d", "a/a", "b/b");
  private static final CandidateSet CANDIDATES = CandidateSet.of(PROFILE, People.SHOP);
  private static final Prediction PREDICTION = BaselineFormula.predict(PROFILE, CANDIDATES);
  private static final StepChain CHAIN = new StepChain(CANDIDATES, PREDICTION);
  private static final int STATES = CANDIDATES.size() + 1;

  private static double overall(int state) {
    double sum = 0;
    for (int step = 0; step < 3; step++) {
      sum += PREDICTION.migration()[step][state];
    }
    return sum / 3;
  }

  /** T(from, to) as the javadoc states it. */
  private static double transition(int from, int to) {
    boolean rest = from == STATES - 1;
    if (from == to && !rest) {
      return 0;
    }
    double departures = 0;
    double times = 0;
    Visits visits = rest ? null : CANDIDATES.get(from).visits();
    if (visits != null) {
      departures = visits.departures;
      times =
          to == STATES - 1 ? 0 : visits.successors.getOrDefault(CANDIDATES.get(to).category(), 0);
    }
    double smooth = overall(to) / (rest ? 1 : 1 - overall(from));
    return (times + StepChain.SMOOTHING * smooth) / (departures + StepChain.SMOOTHING);
  }

  @Test
  void eachRowOfTheChainIsADistribution() {
    for (int from = 0; from < STATES; from++) {
      double total = 0;
      for (int to = 0; to < STATES; to++) {
        total += transition(from, to);
      }
      assertEquals(1, total, 1e-9, "row " + from);
    }
  }

  @Test
  void advancingMultipliesByTheTransitions() {
    double[] distribution = PREDICTION.migration()[2];
    double[] expected = new double[STATES];
    for (int from = 0; from < STATES; from++) {
      for (int to = 0; to < STATES; to++) {
        expected[to] += distribution[from] * transition(from, to);
      }
    }
    assertArrayEquals(expected, CHAIN.advance(distribution), 1e-12);
    assertEquals(1, Arrays.stream(CHAIN.advance(distribution)).sum(), 1e-9);
  }

  @Test
  void whereThePersonWentBeforeGetsLikelierThanByTheHeadAlone() {
    int a = CANDIDATES.indexOf(People.path("a/a"));
    int b = CANDIDATES.indexOf(People.path("b/b"));
    double[] head = PREDICTION.migration()[1];
    double[] after = CHAIN.after(a, head);
    assertTrue(after[b] / Arrays.stream(after).sum() > head[b] / (1 - head[a]));
    assertEquals(0, after[a]);
  }

  @Test
  void theBeamFindsThePathsThatTryingEveryOneFinds() {
    List<Path> found = PathSearch.of(CANDIDATES, PREDICTION, CHAIN);
    List<Path> all = new ArrayList<>();
    for (int a = 0; a < STATES - 1; a++) {
      for (int b = 0; b < STATES - 1; b++) {
        for (int c = 0; c < STATES - 1; c++) {
          double probability =
              PREDICTION.migration()[0][a] * conditional(a, b, 1) * conditional(b, c, 2);
          if (probability > 0) {
            all.add(
                new Path(
                    List.of(
                        CANDIDATES.get(a).category(),
                        CANDIDATES.get(b).category(),
                        CANDIDATES.get(c).category()),
                    probability));
          }
        }
      }
    }
    all.sort(Comparator.comparingDouble(Path::probability).reversed());
    assertEquals(20, found.size());
    for (int i = 0; i < found.size(); i++) {
      assertEquals(all.get(i).probability(), found.get(i).probability(), 1e-12, "path " + i);
    }
  }

  private static double conditional(int from, int to, int step) {
    double total = 0;
    for (int other = 0; other < STATES; other++) {
      total += weight(from, other, step);
    }
    return weight(from, to, step) / total;
  }

  private static double weight(int from, int to, int step) {
    double head = PREDICTION.migration()[step][to];
    return head > 0 ? head * transition(from, to) / overall(to) : 0;
  }
}
