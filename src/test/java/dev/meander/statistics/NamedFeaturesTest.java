package dev.meander.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NamedFeaturesTest {

  private static final ShopForm CLICKS = ShopForm.clicks(0);
  private static final int CATEGORIES = 900;
  private static final int GROUP = 9;
  private static final int WIDTH = 64;
  private static final FeatureSchema BEHAVIOUR = FeatureSchema.BEHAVIOUR;
  private static final FeatureSchema NAMES = FeatureSchema.NAMES;

  /** Names of a group are like each other: 0 to 8, 9 to 17 and so on. */
  private static NameLikeness likeness() {
    SplittableRandom random = new SplittableRandom(5);
    List<byte[]> names = new ArrayList<>();
    double[] group = {};
    for (int i = 0; i < CATEGORIES; i++) {
      group = i % GROUP == 0 ? random.doubles(WIDTH, -1, 1).toArray() : group;
      byte[] name = new byte[WIDTH];
      for (int d = 0; d < WIDTH; d++) {
        name[d] = (byte) Math.rint(50 * group[d] + 10 * (random.nextDouble() - .5));
      }
      names.add(name);
    }
    return NameLikeness.of(names);
  }

  /** People who mostly visit the first of a group. */
  private static List<Runs> people() {
    SplittableRandom random = new SplittableRandom(9);
    List<Runs> people = new ArrayList<>();
    for (int person = 0; person < 60; person++) {
      RunsBuilder runs = new RunsBuilder(CLICKS);
      for (int i = 0; i < 30; i++) {
        int group = random.nextInt(CATEGORIES / GROUP);
        int category = group * GROUP + (random.nextInt(10) == 0 ? random.nextInt(GROUP) : 0);
        runs.visit(category, person * 86_400_000L + i * 60_000L, false, i % 9 == 0, true);
      }
      people.add(runs.build());
    }
    return people;
  }

  private static ShopStatistics shop(NameLikeness names) {
    ShopCounts counts = new ShopCounts(CLICKS, CATEGORIES, 0);
    List<Runs> people = people();
    for (int i = 0; i < people.size(); i++) {
      counts.add(i, people.get(i), people.get(i).size());
    }
    return counts.snapshot(names);
  }

  private static float[] row(CandidateRows rows, int i, int columns) {
    int from = i * rows.schema().count();
    return Arrays.copyOfRange(rows.values(), from, from + columns);
  }

  @Test
  void aModelOfBehaviourIsToldTheSameToTheBitWithNamesAndWithout() {
    ShopStatistics without = shop(NameLikeness.NONE);
    ShopStatistics with = shop(likeness());
    FeatureExtractor first = new FeatureExtractor(BEHAVIOUR);
    FeatureExtractor second = new FeatureExtractor(BEHAVIOUR);
    assertEquals(without.checksum(), with.checksum());
    for (Runs runs : people()) {
      CandidateRows plain = first.extract(without, runs, runs.size() - 1);
      CandidateRows named = second.extract(with, runs, runs.size() - 1);
      assertArrayEquals(plain.categories(), named.categories());
      for (int i = 0; i < plain.size(); i++) {
        assertArrayEquals(row(plain, i, BEHAVIOUR.count()), row(named, i, BEHAVIOUR.count()));
      }
    }
  }

  @Test
  void aShopOfIdsIsToldWhatPeopleDoAndNothingElse() {
    List<byte[]> ids = new ArrayList<>();
    for (int i = 0; i < CATEGORIES; i++) {
      ids.add(new byte[0]);
    }
    ShopStatistics shop = shop(NameLikeness.of(ids));
    assertTrue(shop.isNamed());
    FeatureExtractor first = new FeatureExtractor(BEHAVIOUR);
    FeatureExtractor second = new FeatureExtractor(NAMES);
    for (Runs runs : people()) {
      CandidateRows plain = first.extract(shop, runs, runs.size() - 1);
      CandidateRows named = second.extract(shop, runs, runs.size() - 1);
      assertArrayEquals(plain.categories(), named.categories());
      for (int i = 0; i < plain.size(); i++) {
        assertArrayEquals(row(plain, i, BEHAVIOUR.count()), row(named, i, BEHAVIOUR.count()));
        assertEquals(0, named.value(i, Feature.NAME_CURRENT));
        assertEquals(0, named.value(i, Feature.NAME_HISTORY));
        assertEquals(0, named.value(i, Feature.NAME_NEAREST));
        assertEquals(Math.log(1e-3), named.value(i, Feature.NAME_PEOPLE), 1e-5);
      }
    }
  }

  @Test
  void whatIsLikeThePersonsCategoriesByNameIsACandidateAndIsToldSo() {
    NameLikeness likeness = likeness();
    ShopStatistics shop = shop(likeness);
    RunsBuilder builder = new RunsBuilder(CLICKS);
    builder.visit(450, 0, false, false, true);
    builder.visit(27, 3_600_000, false, false, true);
    Runs runs = builder.build();
    CandidateRows plain = new FeatureExtractor(BEHAVIOUR).extract(shop, runs, 1);
    CandidateRows named = new FeatureExtractor(NAMES).extract(shop, runs, 1);
    assertEquals(27, named.category(named.others()));
    int added = 0;
    double older = Math.exp(-.1);
    double[] people = new double[named.size()];
    for (int i = 0; i < named.size(); i++) {
      int category = named.category(i);
      added += plain.find(category) < 0 ? 1 : 0;
      double current = likeness.likeness(27, category);
      double before = likeness.likeness(450, category);
      assertEquals(current, named.value(i, Feature.NAME_CURRENT), 1e-6);
      assertEquals(Math.max(current, before), named.value(i, Feature.NAME_NEAREST), 1e-6);
      assertEquals(
          (current + older * before) / (1 + older), named.value(i, Feature.NAME_HISTORY), 1e-6);
      people[i] = named.value(i, Feature.NAME_PEOPLE);
    }
    assertTrue(added >= 10, added + " candidates by name");
    for (int like = 28; like < 36; like++) {
      assertTrue(
          named.value(named.find(like), Feature.NAME_CURRENT) > .5, like + " is not like 27");
    }
    assertEquals(
        Math.log(1 + 1e-3),
        Arrays.stream(people, 0, named.others()).max().orElseThrow(),
        1e-6,
        "of the highest");
  }

  @Test
  void rowsTellOnlyWhatIsOfTheirSchema() {
    Runs runs = people().getFirst();
    CandidateRows rows = new FeatureExtractor(BEHAVIOUR).extract(shop(likeness()), runs, 3);
    assertThrows(IllegalArgumentException.class, () -> rows.value(0, Feature.NAME_CURRENT));
    assertEquals("shop-features-1:", BEHAVIOUR.id().substring(0, 16));
    assertEquals(BEHAVIOUR.columns(), NAMES.columns().subList(0, BEHAVIOUR.count()));
    assertEquals(NAMES, FeatureSchema.of(NAMES.id()).orElseThrow());
    assertEquals(NAMES, FeatureSchema.with(Feature.NAME_CURRENT));
    assertEquals(BEHAVIOUR, FeatureSchema.with(Feature.CURRENT));
  }
}
