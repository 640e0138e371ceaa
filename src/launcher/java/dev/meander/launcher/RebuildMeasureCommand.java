package dev.meander.launcher;

import dev.meander.launcher.embedded.Folders;
import dev.meander.launcher.embedded.ServerSettings;
import dev.meander.launcher.rebuild.Measurement;
import dev.meander.launcher.rebuild.Round;
import dev.meander.launcher.terminal.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./meander rebuild measure}: rate and memory of rebuilds, on servers of its own. */
@Command(
    name = "measure",
    description = {
      "Measures rate and memory of rebuilds of logs of several sizes, and plots them.",
      "",
      "On servers of its own, which it fills over REST with the sample shop; scoring does not run. Each rebuild has to"
          + " come to the checksum of the version that serves, or the exit status is 1. Writes rebuild.csv and"
          + " rebuild.svg; a line for each rebuild: events=N round=N seconds=S rate=N cpu_s=S resident_mb=N live_heap_mb=N..N"
          + " equal=true."
    })
final class RebuildMeasureCommand implements Callable<Integer> {

  private static final long MOST_EVENTS = 100_000_000;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--events",
      paramLabel = "N,...",
      split = ",",
      defaultValue = "100000,1000000",
      description = "in the log, 1000 to 100000000 (default: ${DEFAULT-VALUE})")
  private List<Long> events = List.of(100_000L, 1_000_000L);

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "rebuilds of each size, the first by a fresh JVM (default: ${DEFAULT-VALUE})")
  private int rounds = 3;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "0",
      description = "most events of a transaction (default: as configured)")
  private int batch;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      defaultValue = "0",
      description = "partitions read at once (default: as configured)")
  private int parallel;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "for rebuild.csv and rebuild.svg (default: target/rebuild)")
  private @Nullable Path out;

  @Override
  public Integer call() throws Exception {
    if (rounds < 1 || events.stream().anyMatch(size -> size < 1_000 || size > MOST_EVENTS)) {
      throw new ParameterException(
          spec.commandLine(), "--rounds wants 1 or more, --events 1000 to " + MOST_EVENTS);
    }
    Home home = Home.ofScript();
    Path folder = Files.createDirectories(out == null ? home.target().resolve("rebuild") : out);
    Path data = Files.createTempDirectory(Files.createDirectories(home.target()), "rebuild-");
    ServerSettings settings = ServerSettings.standard(home.folder(), data);
    Progress progress = Progress.onStandardError();
    var plan = new Measurement.Plan(events, batch, parallel, rounds);
    List<Round> measured;
    try (var measurement =
        Measurement.start(
            settings, plan, progress::line, new ReplayReport("filling the log", progress))) {
      measured = measurement.run();
    }
    Measurement.chart(measured).write(folder.resolve("rebuild.svg"));
    Files.writeString(folder.resolve("rebuild.csv"), Measurement.csv(measured));
    measured.forEach(System.out::println);
    if (!measured.stream().allMatch(Round::equal)) {
      throw new CommandFailure("the read models differ; the folder is " + data);
    }
    Folders.delete(data);
    return 0;
  }
}
