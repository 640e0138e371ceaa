package dev.meander.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What each source of features costs, a person, on one thread: {@code load-tests/fold.sh
 * FeatureSourceBenchmark}. {@link #extract} is all of it with the choice of candidates and the
 * writing of rows; a source that no feature needs saves its own part.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(
    value = 3,
    jvmArgs = {"-Xms3g", "-Xmx3g", "-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders"})
@Warmup(iterations = 8, time = 1)
@Measurement(iterations = 5, time = 1)
public class FeatureSourceBenchmark {
  private static final int CATEGORIES = 3_000;
  private static final int PEOPLE = 10_000;

  private final List<OwnHistory> histories = new ArrayList<>();
  private final List<int[]> candidates = new ArrayList<>();
  private final ShopScores scores = new ShopScores();
  private final FeatureExtractor extractor = new FeatureExtractor(FeatureSchema.BEHAVIOUR);
  private final OwnHistory scratch = new OwnHistory();
  private BenchmarkShop made = BenchmarkShop.of(2, 2);

  /** Counts the shop; everybody's history is read once. */
  @Setup
  public void prepare() {
    made = BenchmarkShop.of(CATEGORIES, PEOPLE);
    for (Runs runs : made.asked()) {
      OwnHistory own = new OwnHistory();
      own.read(runs, runs.size() - 1, made.statistics().unknown, true);
      histories.add(own);
      candidates.add(extractor.extract(made.statistics(), runs, runs.size() - 1).categories());
    }
    scores.reserve(made.statistics());
  }

  @Benchmark
  @OperationsPerInvocation(BenchmarkShop.ASKED)
  public void extract(Blackhole hole) {
    for (Runs runs : made.asked()) {
      hole.consume(extractor.extract(made.statistics(), runs, runs.size() - 1));
    }
  }

  @Benchmark
  @OperationsPerInvocation(BenchmarkShop.ASKED)
  public void history(Blackhole hole) {
    for (Runs runs : made.asked()) {
      scratch.read(runs, runs.size() - 1, made.statistics().unknown, true);
      hole.consume(scratch);
    }
  }

  @Benchmark
  @OperationsPerInvocation(BenchmarkShop.ASKED)
  public void moves(Blackhole hole) {
    for (OwnHistory own : histories) {
      scores.moves(made.statistics(), own);
      hole.consume(scores);
    }
  }

  @Benchmark
  @OperationsPerInvocation(BenchmarkShop.ASKED)
  public void neighbours(Blackhole hole) {
    for (OwnHistory own : histories) {
      scores.neighbours(made.statistics(), own);
      hole.consume(scores);
    }
  }

  @Benchmark
  @OperationsPerInvocation(BenchmarkShop.ASKED)
  public void together(Blackhole hole) {
    for (int i = 0; i < histories.size(); i++) {
      int[] asked = candidates.get(i);
      scores.together(made.statistics(), histories.get(i));
      scores.togetherInSessions(made.statistics(), asked, asked.length);
      hole.consume(scores);
    }
  }

  @Benchmark
  @OperationsPerInvocation(BenchmarkShop.ASKED)
  public void forward(Blackhole hole) {
    for (int i = 0; i < histories.size(); i++) {
      int[] asked = candidates.get(i);
      scores.forward(made.statistics(), histories.get(i), asked, asked.length);
      hole.consume(scores);
    }
  }

  @Benchmark
  @OperationsPerInvocation(BenchmarkShop.ASKED)
  public void current(Blackhole hole) {
    for (int i = 0; i < histories.size(); i++) {
      int[] asked = candidates.get(i);
      scores.current(made.statistics(), histories.get(i), asked, asked.length);
      hole.consume(scores);
    }
  }
}
