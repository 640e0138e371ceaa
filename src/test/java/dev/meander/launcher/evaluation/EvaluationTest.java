package dev.meander.launcher.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.meander.statistics.Feature;
import dev.meander.statistics.ShopForm;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationTest {
  private static final long CUT = 1_512_144_000_000L;

  @Test
  void sessionsAreShuffledAsTheProtocolDoes() {
    assertArrayEquals(
        new int[] {7, 10, 2, 5, 0, 1, 11, 8, 3, 6, 9, 4}, new NumpyRandom(7).shuffled(12));
  }

  @Test
  void eachRunAfterTheSplitIsRankedAndATruthNeverCountedHasNoRank() throws IOException {
    List<BenchPerson> set = new ArrayList<>();
    for (int person = 0; person < 5; person++) {
      List<BenchVisit> visits = new ArrayList<>();
      String[] categories = {"a", "b", "a", "c", "a", "b", "never"};
      for (int i = 0; i < categories.length; i++) {
        long at = CUT + (i - 5) * 60_000L;
        visits.add(new BenchVisit(at, categories[i], "item" + i, false, false));
      }
      set.add(new BenchPerson("p" + person, visits));
    }
    StringWriter ranks = new StringWriter();
    List<Integer> told = new ArrayList<>();
    ShopSet shop =
        new ShopSet(
            "small",
            ShopForm.clicks(28_800),
            set,
            List.of(new Part("test", Part.Role.TEST, new Part.Between(CUT, Long.MAX_VALUE))));
    new Evaluation(shop, new Ranking.ByFeature(Feature.HAZARD)).write(ranks, told::add);
    List<String> lines = ranks.toString().lines().toList();
    assertEquals("user,k,h,truth,rank", lines.getFirst());
    assertEquals(List.of(1, 2, 3, 4, 5), told);
    assertEquals(1 + 5 * 3, lines.size());
    assertEquals("p0,4,2,never,", lines.get(2));
    assertEquals("p0,5,1,never,", lines.get(3));
    String[] known = lines.get(1).split(",", -1);
    assertEquals("b", known[3]);
    assertEquals(true, Double.parseDouble(known[4]) <= 2, lines.get(1));
  }
}
