package dev.meander.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FadingFeaturesTest {

  private static final ShopForm CLICKS = ShopForm.clicks(0);
  private static final int CATEGORIES = 300;
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final List<Feature> FADED =
      List.of(Feature.FADED_1, Feature.FADED_2, Feature.FADED_3, Feature.FADED_4, Feature.FADED_5);
  private static final Map<ShopForm, List<Long>> HALF_LIVES =
      Map.of(
          CLICKS,
          List.of(5 * MINUTE, HOUR, 6 * HOUR, DAY, 3 * DAY),
          ShopForm.orders(),
          List.of(3 * DAY, 14 * DAY, 45 * DAY, 150 * DAY, 500 * DAY),
          ShopForm.sessions(),
          List.of(MINUTE / 3, MINUTE, 3 * MINUTE, 10 * MINUTE, HOUR));

  /** Of 1 to 400 runs, more than are looked at. */
  private static Runs person(ShopForm form, int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    RunsBuilder runs = new RunsBuilder(form);
    long at = 0;
    for (int visits = 1 + random.nextInt(400); visits > 0; visits--) {
      runs.visit(random.nextInt(40), at, false, false, true);
      at += random.nextInt(6) == 0 ? random.nextLong(20 * HOUR) : random.nextLong(5 * MINUTE);
    }
    return runs.build();
  }

  private static ShopStatistics shop(ShopForm form) {
    ShopCounts counts = new ShopCounts(form, CATEGORIES, 0);
    for (int i = 0; i < 50; i++) {
      Runs runs = person(form, i);
      counts.add(i, runs, runs.size());
    }
    return counts.snapshot(NameLikeness.NONE);
  }

  /** By the words of the documentation, over all that is looked at. */
  private static double expected(Runs runs, int k, int category, long halfLife) {
    double own = 0;
    double all = 0;
    double current = 0;
    for (int run = Math.max(0, k - 300); run <= k; run++) {
      double events =
          runs.events(run) * Math.pow(.5, (runs.end(k) - runs.end(run)) / (double) halfLife);
      all += events;
      own += runs.category(run) == category ? events : 0;
      current += runs.category(run) == runs.category(k) ? events : 0;
    }
    double of = category == runs.category(k) ? all : all - current;
    return Math.log(own / (of + 1e-6) + 1e-4);
  }

  @Test
  void anEventCountsHalfAfterEachHalfLife() {
    for (Map.Entry<ShopForm, List<Long>> each : HALF_LIVES.entrySet()) {
      ShopStatistics shop = shop(each.getKey());
      FeatureExtractor extractor = new FeatureExtractor(FeatureSchema.FADING);
      int visited = 0;
      for (int seed = 0; seed < 80; seed++) {
        Runs runs = person(each.getKey(), seed);
        int k = runs.size() - 1 - seed % 2 * (runs.size() / 2);
        CandidateRows rows = extractor.extract(shop, runs, k);
        for (int i = 0; i < rows.size(); i++) {
          for (int life = 0; life < FADED.size(); life++) {
            double expected = expected(runs, k, rows.category(i), each.getValue().get(life));
            assertEquals(expected, rows.value(i, FADED.get(life)), 1e-4, each + " of " + seed);
            visited += expected > Math.log(1e-4) ? 1 : 0;
          }
        }
      }
      assertTrue(visited > 1_000, visited + " of what was visited");
    }
  }

  @Test
  void whoVisitedOneCategoryHasAllOfItAndNothingElse() {
    RunsBuilder builder = new RunsBuilder(CLICKS);
    builder.visit(7, 0, false, false, true);
    builder.visit(7, HOUR, false, false, false);
    CandidateRows rows =
        new FeatureExtractor(FeatureSchema.FADING).extract(shop(CLICKS), builder.build(), 0);
    for (Feature feature : FADED) {
      assertEquals(0, rows.value(rows.others(), feature), 1e-3, "all of it");
      for (int i = 0; i < rows.others(); i++) {
        assertEquals(Math.log(1e-4), rows.value(i, feature), 1e-5);
      }
    }
  }

  @Test
  void candidatesAndTheColumnsBeforeAreThoseOfBehaviourToTheBit() {
    ShopStatistics shop = shop(CLICKS);
    FeatureExtractor first = new FeatureExtractor(FeatureSchema.BEHAVIOUR);
    FeatureExtractor second = new FeatureExtractor(FeatureSchema.FADING);
    int columns = FeatureSchema.BEHAVIOUR.count();
    for (int seed = 0; seed < 20; seed++) {
      Runs runs = person(CLICKS, seed);
      CandidateRows plain = first.extract(shop, runs, runs.size() - 1);
      CandidateRows fading = second.extract(shop, runs, runs.size() - 1);
      assertArrayEquals(plain.categories(), fading.categories());
      for (int i = 0; i < plain.size(); i++) {
        assertArrayEquals(row(plain, i, columns), row(fading, i, columns));
      }
    }
  }

  private static float[] row(CandidateRows rows, int i, int columns) {
    int from = i * rows.schema().count();
    return Arrays.copyOfRange(rows.values(), from, from + columns);
  }

  @Test
  void eachSchemaTellsItsFeaturesAtTheirPlaces() {
    for (FeatureSchema schema : FeatureSchema.values()) {
      List<Feature> features = schema.features();
      assertEquals(schema.count(), features.size());
      for (int place = 0; place < features.size(); place++) {
        assertEquals(place, features.get(place).place(), schema + ": " + features.get(place));
      }
      assertEquals(schema, FeatureSchema.of(schema.id()).orElseThrow());
    }
    assertEquals(FeatureSchema.FADING, FeatureSchema.with(Feature.FADED_4));
    assertEquals("shop-features-3:", FeatureSchema.FADING.id().substring(0, 16));
    Runs runs = person(CLICKS, 1);
    CandidateRows rows =
        new FeatureExtractor(FeatureSchema.FADING).extract(shop(CLICKS), runs, runs.size() - 1);
    assertThrows(IllegalArgumentException.class, () -> rows.value(0, Feature.NAME_CURRENT));
  }
}
