package dev.meander.launcher.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.meander.interest.Discovery;
import dev.meander.statistics.Feature;
import dev.meander.statistics.ShopForm;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrontierTest {

  /** Twelve candidates and the current one; the last two are new to the person. */
  @Test
  void aBonusMovesHitsFromReturnsToWhatIsNew() throws IOException {
    boolean[] news = new boolean[13];
    news[10] = true;
    news[11] = true;
    Ranking.Scores scores = (person, candidate, head) -> -candidate;
    Frontier frontier =
        new Frontier(List.of(new Discovery(0, 0), new Discovery(3.5, 0), new Discovery(10.5, 0)));
    frontier.add(scores, 1, 0, news, 11, true);
    frontier.add(scores, 1, 0, news, 9, false);
    frontier.add(scores, 1, 0, news, -1, true);
    StringWriter csv = new StringWriter();
    frontier.write(csv);
    List<String> lines = csv.toString().lines().toList();
    assertEquals(
        "bonus,keep,instances,ndcg10,hr10,novel,novelHr10,returning,returnHr10", lines.getFirst());
    // Places without a bonus: 12 and 10; with 3.5: 10 and 12; with 10.5: 3 and 12.
    assertEquals("0.00,0,3,0.0964,0.3333,2,0.0000,1,1.0000", lines.get(1));
    assertEquals("3.50,0,3,0.0964,0.3333,2,0.5000,1,0.0000", lines.get(2));
    assertEquals("10.50,0,3,0.1667,0.3333,2,0.5000,1,0.0000", lines.get(3));
  }

  @Test
  void theScaleOfTheScoresIsThatOfTheBonus() throws IOException {
    boolean[] news = {false, true, false};
    Ranking.Scores scores = (person, candidate, head) -> -candidate;
    Frontier frontier = new Frontier(List.of(new Discovery(.75, 0)));
    frontier.add(scores, 1, 0, news, 1, true);
    frontier.add(scores, 2, 0, news, 1, true);
    StringWriter csv = new StringWriter();
    frontier.write(csv);
    double gain = (1 / (Math.log(3) / Math.log(2)) + 1) / 2;
    assertEquals(
        gain, Double.parseDouble(csv.toString().lines().toList().get(1).split(",", -1)[3]), 1e-4);
  }

  /** Asked are moves to a, to d and to never, each for the first or a second time. */
  @Test
  void whatWasNeverCountedIsNewHoweverOftenThePersonHadIt() throws IOException {
    long cut = 1_512_144_000_000L;
    ShopSet shop =
        new ShopSet(
            "small",
            ShopForm.clicks(28_800),
            List.of(
                person("p", cut - 120_000, "a", "b", "a", "d", "never", "a", "never"),
                person("q", cut - 300_000, "a", "d", "a", "b", "d")),
            List.of(new Part("test", Part.Role.TEST, new Part.Between(cut, Long.MAX_VALUE))));
    Frontier frontier = new Frontier(List.of(new Discovery(0, 0)));
    new Evaluation(shop, new Ranking.ByFeature(Feature.HAZARD), frontier)
        .write(new StringWriter(), _ -> {});
    StringWriter csv = new StringWriter();
    frontier.write(csv);
    String[] line = csv.toString().lines().toList().get(1).split(",", -1);
    assertEquals(
        List.of("instances 5", "novel 3", "returning 2"),
        List.of("instances " + line[2], "novel " + line[5], "returning " + line[7]));
  }

  private static BenchPerson person(String id, long from, String... categories) {
    List<BenchVisit> visits = new ArrayList<>();
    for (String category : categories) {
      visits.add(new BenchVisit(from + visits.size() * 60_000L, category, "item", false, false));
    }
    return new BenchPerson(id, visits);
  }

  @Test
  void theGridBeginsWithThePlainOrder() throws IOException {
    StringWriter csv = new StringWriter();
    Frontier.grid().write(csv);
    List<String> lines = csv.toString().lines().toList();
    assertEquals(1 + 1 + 3 * 12, lines.size());
    assertEquals("0.00,0,0,,,0,,0,", lines.get(1));
    assertEquals("3.00,4,0,,,0,,0,", lines.getLast());
  }
}
