package dev.meander.statistics;

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
 * keep coming back to a few categories and move on along common ways. Prints the shop's memory and,
 * of the schema that asks for them, how long names take to compare.
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
  @Param({"3000", "30000"})
  private int categories;

  @Param("10000")
  private int people;

  @Param({"BEHAVIOUR", "NAMES"})
  private FeatureSchema schema = FeatureSchema.BEHAVIOUR;

  private FeatureExtractor extractor = new FeatureExtractor(FeatureSchema.BEHAVIOUR);
  private BenchmarkShop made = BenchmarkShop.of(2, 2);

  /** Counts the shop; the first people are asked for. */
  @Setup
  public void prepare() {
    made = BenchmarkShop.of(categories, people, schema);
    extractor = new FeatureExtractor(schema);
  }

  @Benchmark
  @OperationsPerInvocation(BenchmarkShop.ASKED)
  public void extract(Blackhole hole) {
    for (Runs runs : made.asked()) {
      hole.consume(extractor.extract(made.statistics(), runs, runs.size() - 1));
    }
  }
}
