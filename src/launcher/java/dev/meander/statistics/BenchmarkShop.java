package dev.meander.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A made-up shop whose people keep coming back to a few categories and move on along common ways,
 * and the first of its people with some 60 runs each.
 *
 * @param asked whom features are wanted of
 */
record BenchmarkShop(ShopStatistics statistics, List<Runs> asked) {
  static final int ASKED = 512;
  private static final long DAY = 86_400_000;
  private static final int NAME_NUMBERS = 512;
  private static final int NAMES_OF_A_KIND = 25;

  /** Of what people do alone. */
  static BenchmarkShop of(int categories, int people) {
    return of(categories, people, FeatureSchema.BEHAVIOUR);
  }

  /**
   * Counts the shop, and prints its memory, how many candidates the people have, and how long it
   * takes to compare the names.
   */
  static BenchmarkShop of(int categories, int people, FeatureSchema schema) {
    ShopForm form = ShopForm.clicks(0);
    ShopCounts counts = new ShopCounts(form, categories, 20 * DAY);
    SplittableRandom random = new SplittableRandom(7);
    int[] common = random.ints((long) categories * 8, 0, categories).toArray();
    List<Runs> asked = new ArrayList<>();
    for (int person = 0; person < people; person++) {
      Runs runs = person(form, random, common, categories);
      counts.add(person, runs, runs.size());
      if (person < ASKED) {
        asked.add(runs);
      }
    }
    ShopStatistics shop = counts.snapshot(names(categories, schema));
    FeatureExtractor extractor = new FeatureExtractor(schema);
    long candidates = 0;
    for (Runs runs : asked) {
      candidates += extractor.extract(shop, runs, runs.size() - 1).size();
    }
    System.out.printf(
        "categories=%d people=%d candidates=%d counts=%d MiB snapshot=%d MiB%n",
        categories, people, candidates / ASKED, counts.tableBytes() >> 20, shop.tableBytes() >> 20);
    return new BenchmarkShop(shop, asked);
  }

  private static NameLikeness names(int categories, FeatureSchema schema) {
    if (schema == FeatureSchema.BEHAVIOUR) {
      return NameLikeness.NONE;
    }
    SplittableRandom random = new SplittableRandom(11);
    List<byte[]> names = new ArrayList<>();
    double[] kind = {};
    for (int category = 0; category < categories; category++) {
      kind =
          category % NAMES_OF_A_KIND == 0 ? random.doubles(NAME_NUMBERS, -60, 60).toArray() : kind;
      byte[] name = new byte[NAME_NUMBERS];
      for (int d = 0; d < name.length; d++) {
        name[d] = (byte) Math.rint(kind[d] + random.nextDouble(-60, 60));
      }
      names.add(name);
    }
    long begun = System.nanoTime();
    NameLikeness likeness = NameLikeness.of(names);
    System.out.printf(
        "names=%d compared in %d ms, %d KiB%n",
        categories, (System.nanoTime() - begun) / 1_000_000, likeness.bytes() >> 10);
    return likeness;
  }

  private static Runs person(ShopForm form, SplittableRandom random, int[] common, int categories) {
    RunsBuilder runs = new RunsBuilder(form);
    int[] own = new int[6];
    for (int i = 0; i < own.length; i++) {
      own[i] = popular(random, categories);
    }
    long at = random.nextLong(DAY);
    int category = own[0];
    int visits = 10 + random.nextInt(150);
    for (int i = 0; i < visits; i++) {
      double drawn = random.nextDouble();
      if (drawn < .3) {
        category = own[random.nextInt(own.length)];
      } else if (drawn < .6) {
        category = common[category * 8 + random.nextInt(8)];
      } else if (drawn < .7) {
        category = popular(random, categories);
      }
      runs.visit(category, at, drawn > .9, drawn > .97, drawn < .5);
      at += random.nextInt(8) == 0 ? random.nextLong(DAY) : random.nextLong(300_000);
    }
    return runs.build();
  }

  /** Few categories are visited by many. */
  private static int popular(SplittableRandom random, int categories) {
    return (int) (categories * Math.pow(random.nextDouble(), 3));
  }
}
