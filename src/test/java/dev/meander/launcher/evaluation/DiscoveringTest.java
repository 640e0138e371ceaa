package dev.meander.launcher.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.interest.Discovery;
import dev.meander.statistics.CandidateRows;
import dev.meander.statistics.Feature;
import dev.meander.statistics.FeatureExtractor;
import dev.meander.statistics.FeatureSchema;
import dev.meander.statistics.ShopForm;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DiscoveringTest {
  private static final String[] OF_OTHERS = {"a", "b", "c", "a", "d", "b"};
  private static final String[] OF_THE_ONE = {"a", "b", "a", "b", "a"};

  @Test
  void whatIsNewIsLiftedAndTheBestStayWhereTheyAreKept() {
    CandidateRows rows = rows();
    int others = rows.size() - 1;
    List<Integer> plain = order(new Ranking.ByFeature(Feature.HAZARD), rows);
    List<Integer> lifted =
        order(new Discovering(new Ranking.ByFeature(Feature.HAZARD), new Discovery(100, 0)), rows);
    List<Integer> news =
        IntStream.range(0, others).filter(i -> rows.value(i, Feature.OWN) == 0).boxed().toList();
    assertTrue(!news.isEmpty() && news.size() < others, "some are new and some are not");
    assertEquals(
        news.size(),
        lifted.stream().limit(news.size()).filter(news::contains).count(),
        "new first");
    assertEquals(
        plain.stream().filter(news::contains).toList(),
        lifted.stream().filter(news::contains).toList(),
        "among the new, the order stays");
    List<Integer> kept =
        order(new Discovering(new Ranking.ByFeature(Feature.HAZARD), new Discovery(100, 1)), rows);
    assertEquals(plain.getFirst(), kept.getFirst());
    assertEquals(
        lifted.stream().filter(i -> !i.equals(plain.getFirst())).toList(),
        kept.subList(1, kept.size()));
  }

  @Test
  void whatLiesFurtherBackThanTheFeaturesLookIsNotNew() {
    String[] longAgo = new String[400];
    for (int run = 0; run < longAgo.length; run++) {
      longAgo[run] = run == 0 ? "c" : run % 2 == 0 ? "a" : "b";
    }
    List<BenchPerson> people = List.of(person("p", OF_OTHERS), person("one", longAgo));
    FrozenShop shop = FrozenShop.of(ShopForm.clicks(0), people, FrozenShop.before(Long.MAX_VALUE));
    int last = longAgo.length - 1;
    CandidateRows rows =
        new FeatureExtractor(FeatureSchema.BEHAVIOUR)
            .extract(shop.statistics(), shop.people().get(1), last);
    boolean[] news = Discovering.news(rows, shop.people().get(1), last);
    int seen = rows.find(shop.people().get(1).category(0));
    assertTrue(seen >= 0, "c is a candidate");
    assertEquals(0, rows.value(seen, Feature.OWN), "the features do not look so far back");
    assertFalse(news[seen]);
    int never = rows.find(shop.people().get(0).category(4));
    assertTrue(never >= 0 && news[never], "d is new");
  }

  private static List<Integer> order(Ranking ranking, CandidateRows rows) {
    boolean[] news = new boolean[rows.size()];
    for (int i = 0; i < news.length - 1; i++) {
      news[i] = rows.value(i, Feature.OWN) == 0;
    }
    ranking.add(rows, news);
    Ranking.Scores scores = ranking.scores();
    return IntStream.range(0, rows.size() - 1)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -scores.of(0, i, 0)))
        .toList();
  }

  private static CandidateRows rows() {
    List<BenchPerson> people = new ArrayList<>();
    for (int person = 0; person < 6; person++) {
      people.add(person("p" + person, OF_OTHERS));
    }
    people.add(person("one", OF_THE_ONE));
    FrozenShop shop = FrozenShop.of(ShopForm.clicks(0), people, FrozenShop.before(Long.MAX_VALUE));
    return new FeatureExtractor(FeatureSchema.BEHAVIOUR)
        .extract(shop.statistics(), shop.people().get(6), OF_THE_ONE.length - 1);
  }

  private static BenchPerson person(String id, String... categories) {
    List<BenchVisit> visits = new ArrayList<>();
    for (int i = 0; i < categories.length; i++) {
      visits.add(
          new BenchVisit(1_512_000_000_000L + i * 60_000L, categories[i], "i" + i, false, false));
    }
    return new BenchPerson(id, visits);
  }
}
