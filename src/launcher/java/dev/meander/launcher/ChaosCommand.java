package dev.meander.launcher;

import dev.meander.launcher.chaos.Chaos;
import dev.meander.launcher.chaos.Verdict;
import dev.meander.launcher.embedded.Folders;
import dev.meander.launcher.embedded.ServerSettings;
import dev.meander.launcher.terminal.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./meander chaos}: nothing lost, doubled or reordered, whatever is killed. */
@Command(
    name = "chaos",
    description = {
      "Kills, pauses and restarts the service and its servers under load, and settles accounts.",
      "",
      "On servers of its own. Every acknowledged event has to be counted exactly once, each person's newest events"
          + " to stand in order, and the views to equal those of a clean rebuild from the log; or the exit status is 1."
          + " The last line: kills=N acknowledged=N lost=N doubled=N reordered=N; above it the longest unavailability"
          + " and catch-up by kind of blow.",
      "",
      "A request is sent again under its Idempotency-Key until it is answered, and counts once."
    })
final class ChaosCommand implements Callable<Integer> {

  /** Its client tells of every lost connection, of which there are many. Held, or forgotten. */
  private static final Logger PULSAR = Logger.getLogger("org.apache.pulsar");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--kills",
      paramLabel = "N",
      defaultValue = "100",
      description = "by SIGKILL; pauses and restarts come on top (default: ${DEFAULT-VALUE})")
  private int kills = 100;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "of victims, moments and events (default: ${DEFAULT-VALUE})")
  private long seed = 1;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "200",
      description = "events per second (default: ${DEFAULT-VALUE})")
  private int rate = 200;

  @Override
  public Integer call() throws Exception {
    if (kills < 1 || rate < 1 || rate > 10_000) {
      throw new ParameterException(
          spec.commandLine(), "--kills wants 1 or more, --rate 1 to 10000");
    }
    PULSAR.setLevel(Level.OFF);
    Path target = Files.createDirectories(Home.ofScript().target());
    Path data = Files.createTempDirectory(target, "chaos-");
    ServerSettings settings = ServerSettings.standard(Home.ofScript().folder(), data);
    Verdict verdict;
    try (Chaos chaos =
        Chaos.start(
            settings, new Chaos.Plan(kills, seed, rate), Progress.onStandardError()::line)) {
      verdict = chaos.run();
      System.out.println(chaos.times());
    }
    verdict.faults().forEach(System.err::println);
    System.out.println(verdict);
    if (!verdict.good()) {
      System.err.println("meander: that is not as it should be; the folder is " + data);
      return 1;
    }
    Folders.delete(data);
    return 0;
  }
}
