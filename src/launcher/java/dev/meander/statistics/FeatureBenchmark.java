package dev.meander.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Candidates and features of a person, on one thread: {@code load-tests/fold.sh FeatureBenchmark}.
 * One operation is one person with some 60 runs and 150 candidates in a made-up shop whose people
 * keep coming back to a few categories and move on along common ways. Prints the shop's memory.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 1,
    jvmArgs = {"-Xms3g", "-Xmx3g", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders"})
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class FeatureBenchmark {
  private static final int ASKED = 512;
  private static final long DAY = 86_400_000;

  @Param({"3000", "30000"})
  private int categories;

  @Param("10000")
  private int people;

  private final List<Runs> asked = new ArrayList<>();
  private final FeatureExtractor extractor = new FeatureExtractor();
  private ShopStatistics shop = new ShopCounts(ShopForm.clicks(0), 1, 0).snapshot();

  /** Counts the shop; the first people are asked for. */
  @Setup
  public void prepare() {
    ShopForm form = ShopForm.clicks(0);
    ShopCounts counts = new ShopCounts(form, categories, 20 * DAY);
    SplittableRandom random = new SplittableRandom(7);
    int[] common = random.ints((long) categories * 8, 0, categories).toArray();
    for (int person = 0; person < people; person++) {
      Runs runs = person(form, random, common);
      counts.add(person, runs, runs.size());
      if (person < ASKED) {
        asked.add(runs);
      }
    }
    shop = counts.snapshot();
    long candidates = 0;
    for (Runs runs : asked) {
      candidates += extractor.extract(shop, runs, runs.size() - 1).size();
    }
    System.out.printf(
        "categories=%d people=%d candidates=%d counts=%d MiB snapshot=%d MiB%n",
        categories, people, candidates / ASKED, counts.tableBytes() >> 20, shop.tableBytes() >> 20);
  }

  private Runs person(ShopForm form, SplittableRandom random, int[] common) {
    RunsBuilder runs = new RunsBuilder(form);
    int[] own = new int[6];
    for (int i = 0; i < own.length; i++) {
      own[i] = popular(random);
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
        category = popular(random);
      }
      runs.visit(category, at, drawn > .9, drawn > .97, drawn < .5);
      at += random.nextInt(8) == 0 ? random.nextLong(DAY) : random.nextLong(300_000);
    }
    return runs.build();
  }

  /** Few categories are visited by many. */
  private int popular(SplittableRandom random) {
    return (int) (categories * Math.pow(random.nextDouble(), 3));
  }

  @Benchmark
  @OperationsPerInvocation(ASKED)
  public void extract(Blackhole hole) {
    for (Runs runs : asked) {
      hole.consume(extractor.extract(shop, runs, runs.size() - 1));
    }
  }
}
