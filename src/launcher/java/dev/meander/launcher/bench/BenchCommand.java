package dev.meander.launcher.bench;

import dev.meander.launcher.terminal.Progress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./meander bench}: what the service does beside what its servers could. */
@Command(
    name = "bench",
    description = {
      "Measures intake, projection, reads, scoring, starts and memory against the limits of the same servers.",
      "",
      "Starts servers and a service of its own on free ports and a temporary folder, which it deletes."
          + " Nothing else should run on the machine meanwhile. Exit status 1 when a part could not be"
          + " measured; a missed aim is a result and no failure."
    },
    footer = {
      "",
      "Where the time goes: MEANDER_SERVICE_JAVA_OPTS='-XX:StartFlightRecording=filename=%%p.jfr' leaves a",
      "profile of each start of the service; 'jfr view hot-methods FILE' reads it. Its figures are a profiled service's."
    })
public final class BenchCommand implements Callable<Integer> {

  private static final long STOP_SECONDS = 20;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--quick", description = "short rounds, for a look and not for figures")
  private boolean quick;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "rounds that count, 3 to 50; --quick has 3 (default: ${DEFAULT-VALUE})")
  private int rounds = 5;

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "64",
      description =
          "connections for reads and single events, 1 to 1000 (default: ${DEFAULT-VALUE})")
  private int connections = 64;

  private final Path home;

  /**
   * @param home the project's folder
   */
  public BenchCommand(Path home) {
    this.home = home;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (rounds < 3 || rounds > 50) {
      throw new ParameterException(spec.commandLine(), "--rounds wants 3 to 50, not " + rounds);
    }
    if (connections < 1 || connections > 1000) {
      throw new ParameterException(
          spec.commandLine(), "--connections wants 1 to 1000, not " + connections);
    }
    BenchPlan plan = quick ? BenchPlan.quick(connections) : BenchPlan.full(rounds, connections);
    var report = new Report(new PrintWriter(System.out, false, StandardCharsets.UTF_8));
    Path data = Files.createTempDirectory("meander-bench");
    var finished = new CountDownLatch(1);
    var stop = stopHook(Thread.currentThread(), finished);
    Runtime.getRuntime().addShutdownHook(stop);
    try {
      new Bench(plan, home, Progress.onStandardError(), report).run(data);
    } finally {
      delete(data);
      finished.countDown();
    }
    Runtime.getRuntime().removeShutdownHook(stop);
    return report.complete() ? 0 : 1;
  }

  /** A signal interrupts the bench, which then stops its servers and deletes its folder. */
  private static Thread stopHook(Thread bench, CountDownLatch finished) {
    return new Thread(
        () -> {
          bench.interrupt();
          try {
            var _ = finished.await(STOP_SECONDS, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        },
        "stop");
  }

  private static void delete(Path folder) throws IOException {
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(folder)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.deleteIfExists(path);
    }
  }
}
