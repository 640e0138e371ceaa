package dev.meander.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShopCountsTest {
  private static final ShopForm CLICKS = ShopForm.clicks(28_800);
  private static final int CATEGORIES = 60;
  private static final long RECENT = 3_000_000_000L;

  private static List<Runs> people(long seed, int count) {
    Random random = new Random(seed);
    List<Runs> people = new ArrayList<>();
    for (int person = 0; person < count; person++) {
      RunsBuilder runs = new RunsBuilder(CLICKS);
      long at = random.nextInt(1_000_000);
      int visits = 1 + random.nextInt(120);
      for (int i = 0; i < visits; i++) {
        at += (long) Math.exp(random.nextDouble() * 18);
        int category = (int) (CATEGORIES * Math.pow(random.nextDouble(), 2));
        runs.visit(category, at, i % 7 == 0, i % 11 == 0, i % 3 == 0);
      }
      people.add(runs.build());
    }
    return people;
  }

  private static ShopCounts counted(List<Runs> people, int[] part, int wanted, int mostPairs) {
    ShopCounts counts = new ShopCounts(CLICKS, CATEGORIES, RECENT, mostPairs);
    for (int person = 0; person < people.size(); person++) {
      if (part[person] == wanted) {
        counts.add(person, people.get(person), people.get(person).size());
      }
    }
    return counts;
  }

  private static void assertSame(ShopCounts expected, ShopCounts actual) {
    for (int i = 0; i < MoveCounts.ORDERS; i++) {
      assertEquals(expected.moves.byOrder[i].snapshot(), actual.moves.byOrder[i].snapshot());
    }
    assertEquals(expected.moves.novel.snapshot(), actual.moves.novel.snapshot());
    assertEquals(expected.moves.skip.snapshot(), actual.moves.skip.snapshot());
    assertEquals(expected.moves.forward.snapshot(), actual.moves.forward.snapshot());
    assertEquals(expected.inPeople.pairs.snapshot(), actual.inPeople.pairs.snapshot());
    assertEquals(expected.inSessions.pairs.snapshot(), actual.inSessions.pairs.snapshot());
    assertEquals(expected.popularity.rests.snapshot(), actual.popularity.rests.snapshot());
    assertEquals(expected.popularity.gapNats, actual.popularity.gapNats);
    assertTrue(Arrays.equals(expected.hazards.hit, actual.hazards.hit));
    assertTrue(Arrays.equals(expected.hazards.exposedByMove, actual.hazards.exposedByMove));
    assertTrue(Arrays.equals(expected.popularity.bySlot, actual.popularity.bySlot));
    assertTrue(Arrays.equals(expected.popularity.recentMoves, actual.popularity.recentMoves));
    List<Runs> asked = people(99, 3);
    FeatureExtractor extractor = new FeatureExtractor(FeatureSchema.BEHAVIOUR);
    ShopStatistics one = expected.snapshot();
    ShopStatistics other = actual.snapshot();
    assertEquals(one.checksum(), other.checksum());
    assertEquals(one.keptShare(), other.keptShare());
    for (Runs runs : asked) {
      CandidateRows first = extractor.extract(one, runs, runs.size() - 1);
      float[] values =
          Arrays.copyOf(first.values(), first.size() * FeatureSchema.BEHAVIOUR.count());
      CandidateRows second = extractor.extract(other, runs, runs.size() - 1);
      assertTrue(
          Arrays.equals(
              values,
              Arrays.copyOf(second.values(), second.size() * FeatureSchema.BEHAVIOUR.count())));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1 << 20, 500, 40})
  void anyPartingOfThePeopleGivesTheSameStatisticsAtTheBoundToo(int mostPairs) {
    for (long seed = 0; seed < 8; seed++) {
      List<Runs> people = people(seed, 40);
      ShopCounts whole = counted(people, new int[people.size()], 0, mostPairs);
      Random random = new Random(seed);
      int parts = 2 + random.nextInt(4);
      int[] part = random.ints(people.size(), 0, parts).toArray();
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < parts; i++) {
        order.add(random.nextInt(order.size() + 1), i);
      }
      ShopCounts summed = new ShopCounts(CLICKS, CATEGORIES, RECENT, mostPairs);
      for (int each : order) {
        summed.addAll(counted(people, part, each, mostPairs));
      }
      assertSame(whole, summed);
    }
  }

  @Test
  void aTableNeverHoldsMoreThanItsLimitAndKeepsRowsWhole() {
    CountTable table = new CountTable(100);
    CountTable all = new CountTable(1 << 20);
    for (int i = 0; i < 5_000; i++) {
      table.add(i % 200, i % 7, 1);
      all.add(i % 200, i % 7, 1);
      assertTrue(table.size() <= 100);
    }
    CountedRows kept = table.snapshot();
    CountedRows whole = all.snapshot();
    int rows = 0;
    for (int row = 0; row < 200; row++) {
      int place = kept.find(row);
      if (place >= 0) {
        rows++;
        assertEquals(whole.total(whole.find(row)), kept.total(place));
      }
    }
    assertTrue(rows > 0 && rows <= 100, rows + " rows");
  }

  @Test
  void aRowThatIsLargerThanTheLimitIsDroppedAndTheTableEndsSmaller() {
    CountTable table = new CountTable(10);
    for (int column = 0; column < 100; column++) {
      table.add(0, column, 1);
    }
    assertEquals(-1, table.snapshot().find(0));
    assertEquals(0, table.size());
  }

  @Test
  void whatIsNotVisibleIsNotCounted() {
    List<Runs> people = people(1, 5);
    ShopCounts counts = new ShopCounts(CLICKS, CATEGORIES, RECENT);
    for (Runs runs : people) {
      counts.add(0, runs, 0);
    }
    assertEquals(0, counts.popularity.people);
    assertEquals(0, counts.moves.byOrder[0].size());
  }

  @Test
  void anUnknownCategoryIsRefusedAndNothingOfThePersonCounted() {
    RunsBuilder runs = new RunsBuilder(CLICKS);
    runs.visit(1, 0, false, false, true);
    runs.visit(CATEGORIES, 1, false, false, true);
    ShopCounts counts = new ShopCounts(CLICKS, CATEGORIES, RECENT);
    Runs two = runs.build();
    assertThrows(IllegalArgumentException.class, () -> counts.add(0, two, 2));
    assertEquals(0, counts.popularity.people);
    counts.add(0, two, 1);
    assertEquals(1, counts.popularity.people);
  }

  @Test
  void countsOfAnotherShopAreNotAdded() {
    ShopCounts counts = new ShopCounts(CLICKS, CATEGORIES, RECENT);
    ShopCounts other = new ShopCounts(ShopForm.orders(), CATEGORIES, RECENT);
    assertThrows(IllegalArgumentException.class, () -> counts.addAll(other));
  }

  @Test
  void aPersonWithOneRunInAnEmptyShopHasFiniteFeatures() {
    RunsBuilder runs = new RunsBuilder(CLICKS);
    runs.visit(3, 5_000, false, false, true);
    ShopStatistics empty = new ShopCounts(CLICKS, CATEGORIES, RECENT).snapshot();
    CandidateRows rows =
        new FeatureExtractor(FeatureSchema.BEHAVIOUR).extract(empty, runs.build(), 0);
    assertTrue(rows.size() > 0);
    assertEquals(3, rows.category(rows.others()), "the current category is the last row");
    for (int i = 0; i < rows.size(); i++) {
      assertEquals(i == rows.others() ? 1 : 0, rows.value(i, Feature.CURRENT));
      assertEquals(i == rows.others(), rows.category(i) == 3, "the current category is elsewhere");
      for (Feature feature : FeatureSchema.BEHAVIOUR.features()) {
        assertTrue(Float.isFinite(rows.value(i, feature)), feature.column());
      }
    }
  }
}
