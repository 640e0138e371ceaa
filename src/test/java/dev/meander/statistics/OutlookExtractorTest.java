package dev.meander.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OutlookExtractorTest {
  private static final ShopForm CLICKS = ShopForm.clicks(28_800);
  private static final long DAY = 86_400_000;
  private static final int CATEGORIES = 300;

  /** What was put into the runs: by run, a category, when it was, and what it weighs. */
  private record Visit(int category, long millis, int weight) {}

  private static List<Visit> visits(Random random, int count) {
    List<Visit> visits = new ArrayList<>();
    long at = 17_000 * DAY;
    for (int i = 0; i < count; i++) {
      at += 1_000 + (long) Math.exp(random.nextDouble() * 19);
      int category = (int) (CATEGORIES * Math.pow(random.nextDouble(), 3));
      visits.add(new Visit(category, at, random.nextInt(4) == 0 ? 2 : 1));
    }
    return visits;
  }

  private static Runs runs(List<Visit> visits) {
    RunsBuilder runs = new RunsBuilder(CLICKS);
    for (Visit visit : visits) {
      runs.visit(visit.category, visit.millis, visit.weight == 2, false, true);
    }
    return runs.build();
  }

  private static ShopStatistics shop(List<Runs> people) {
    ShopCounts counts = new ShopCounts(CLICKS, CATEGORIES, 0);
    for (int person = 0; person < people.size(); person++) {
      counts.add(person, people.get(person), people.get(person).size());
    }
    return counts.snapshot();
  }

  /** By the definition: each visit's weight halves with its age at the moment asked. */
  private static double share(List<Visit> visits, int category, double halfLife, long now) {
    double own = 0;
    double all = 0;
    for (Visit visit : visits) {
      double age = (now - visit.millis) / (double) DAY;
      double weight = visit.weight * Math.pow(2, -age / halfLife);
      all += weight;
      own += visit.category == category ? weight : 0;
    }
    return own / all;
  }

  @Test
  void sharesThatFadeAreThoseOfTheDefinition() {
    Random random = new Random(3);
    List<Visit> visits = visits(random, 60);
    Runs runs = runs(visits);
    ShopStatistics shop = shop(List.of(runs, runs(visits(random, 80))));
    long now = visits.getLast().millis + 5 * 3_600_000L;
    OutlookRows rows = new OutlookExtractor().extract(shop, runs, now);
    // Runs count where they end: a run of several visits is as old as its last.
    List<Visit> atEnds = new ArrayList<>();
    for (int k = 0; k < runs.size(); k++) {
      atEnds.add(new Visit(runs.category(k), runs.end(k), runs.weight(k)));
    }
    for (int row = 0; row < rows.elsewhere(); row++) {
      int category = rows.category(row);
      assertEquals(
          Math.log(share(atEnds, category, 2, now) + 1e-5), rows.value(row, Outlook.SHARE_2), 1e-4);
      assertEquals(
          Math.log(share(atEnds, category, 512, now) + 1e-5),
          rows.value(row, Outlook.SHARE_512),
          1e-4);
      double level = share(atEnds, category, OutlookTrend.HALF_LIFE_DAYS, now);
      assertEquals(Math.log(level + 1e-5), rows.value(row, Outlook.LEVEL), 1e-4);
      assertEquals(level, rows.level(row), 1e-5);
    }
  }

  @Test
  void everyColumnOfSharesSumsToOneWithWhatIsElsewhere() {
    Random random = new Random(4);
    List<Runs> people = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      people.add(runs(visits(random, 30)));
    }
    ShopStatistics shop = shop(people);
    OutlookExtractor extractor = new OutlookExtractor();
    for (Runs runs : people) {
      OutlookRows rows = extractor.extract(shop, runs, runs.end(runs.size() - 1) + DAY);
      for (Outlook column :
          List.of(Outlook.SHARE_1_8, Outlook.SHARE_64, Outlook.SHARE_LATEST, Outlook.SHOP_SHARE)) {
        double sum = 0;
        for (int row = 0; row < rows.size(); row++) {
          sum += Math.exp(rows.value(row, column));
        }
        assertEquals(1, sum, rows.size() * 2e-5, column.column());
      }
    }
  }

  @Test
  void theLastRowStandsForWhatIsNoCandidate() {
    Random random = new Random(5);
    Runs runs = runs(visits(random, 30));
    OutlookRows rows =
        new OutlookExtractor().extract(shop(List.of(runs)), runs, runs.end(runs.size() - 1) + DAY);
    for (int row = 0; row < rows.size(); row++) {
      assertEquals(row == rows.elsewhere() ? 1 : 0, rows.value(row, Outlook.ELSEWHERE));
      assertEquals(rows.value(0, Outlook.RECENCY), rows.value(row, Outlook.RECENCY));
    }
    assertEquals(rows.elsewhere(), rows.find(CATEGORIES + 7));
    assertEquals(2, rows.find(rows.category(2)));
    assertEquals(Math.log1p(1), rows.value(0, Outlook.RECENCY), 1e-6);
  }

  @Test
  void whatTheFeaturesOfTheNextMoveSayIsInTheSameRows() {
    Runs runs = runs(visits(new Random(6), 50));
    ShopStatistics shop = shop(List.of(runs));
    CandidateRows candidates =
        new FeatureExtractor(FeatureSchema.BEHAVIOUR).extract(shop, runs, runs.size() - 1);
    OutlookRows rows = new OutlookExtractor().extract(shop, runs, runs.end(runs.size() - 1) + 1);
    assertEquals(candidates.size() + 1, rows.size());
    for (int row = 0; row < candidates.size(); row++) {
      for (Feature feature : FeatureSchema.BEHAVIOUR.features()) {
        assertEquals(
            candidates.value(row, feature),
            rows.values()[row * Outlook.COUNT + feature.place()],
            feature.column());
      }
    }
  }

  @Test
  void activeDaysAndTheirGapsAreThoseOfTheShopsClock() {
    long noon = 17_000 * DAY + DAY / 2;
    List<Visit> visits = new ArrayList<>();
    for (int day : new int[] {0, 1, 11, 61, 67}) {
      visits.add(new Visit(day % 3, noon + day * DAY, 1));
      visits.add(new Visit(7, noon + day * DAY + 3_600_000, 1));
    }
    Runs runs = runs(visits);
    OutlookRows rows = new OutlookExtractor().extract(shop(List.of(runs)), runs, noon + 68 * DAY);
    assertEquals(Math.log1p(2), rows.value(0, Outlook.ACTIVE_7), 1e-6, "a day and a week ago");
    assertEquals(Math.log1p(2), rows.value(0, Outlook.ACTIVE_56), 1e-6);
    assertEquals(Math.log1p(5), rows.value(0, Outlook.ACTIVE_91), 1e-6);
    assertEquals(Math.log1p(50), rows.value(0, Outlook.GAP_MOST), 1e-6);
    double square = (1 + 100 + 2_500 + 36) / 4.0;
    assertEquals(Math.log1p(Math.sqrt(square)), rows.value(0, Outlook.GAP_SQUARE), 1e-6);
    assertEquals(5, rows.events(rows.find(7)));
    assertEquals(6 / 70.0, rows.ownPace(1), 1e-6);
    assertEquals(1 - Math.pow(64 / 70.0, 7), rows.ownPace(7), 1e-6);
    assertEquals(0, rows.events(rows.elsewhere()));
  }

  @Test
  void aTrendIsAskedOfWhatWasThereThreeTimesAndIsLargeEnough() {
    List<Visit> visits = new ArrayList<>();
    for (int day = 0; day < 3; day++) {
      visits.add(new Visit(1, (17_000 + day) * DAY, 1));
      visits.add(new Visit(2, (17_000 + day) * DAY + 60_000, 1));
    }
    for (int day = 0; day < 2; day++) {
      visits.add(new Visit(3, (18_000 + day) * DAY, 1));
    }
    for (int day = 2; day < 300; day++) {
      visits.add(new Visit(day % 2 == 0 ? 4 : 2, (18_000 + day) * DAY, 1));
    }
    Runs runs = runs(visits);
    OutlookRows rows = new OutlookExtractor().extract(shop(List.of(runs)), runs, 18_300 * DAY);
    assertFalse(OutlookTrend.asked(rows, rows.find(1)), "its share has faded");
    assertTrue(OutlookTrend.asked(rows, rows.find(2)));
    assertFalse(OutlookTrend.asked(rows, rows.find(3)), "twice is not enough");
    assertFalse(OutlookTrend.asked(rows, rows.elsewhere()));
    assertEquals(OutlookTrend.RISING, OutlookTrend.of(.1, .121));
    assertEquals(OutlookTrend.FADING, OutlookTrend.of(.1, .079));
    assertEquals(OutlookTrend.STABLE, OutlookTrend.of(.1, .119));
  }

  @Test
  void oneVisitIsEnoughAndEveryNumberIsOne() {
    Runs runs = runs(List.of(new Visit(9, 17_000 * DAY, 1)));
    OutlookRows rows = new OutlookExtractor().extract(shop(List.of(runs)), runs, 17_400 * DAY);
    for (int i = 0; i < rows.size() * Outlook.COUNT; i++) {
      assertTrue(Float.isFinite(rows.values()[i]), Outlook.columns().get(i % Outlook.COUNT));
    }
  }
}
