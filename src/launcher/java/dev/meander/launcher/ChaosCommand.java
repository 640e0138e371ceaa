package dev.meander.launcher;

import dev.meander.launcher.chaos.Chaos;
import dev.meander.launcher.chaos.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
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

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      defaultValue = "120",
      description =
          "until the answers have to have caught up with a blow (default: ${DEFAULT-VALUE})")
  private int patience = 120;

  @Override
  public Integer call() throws Exception {
    if (kills < 1 || patience < 1 || rate < 1 || rate > 10_000) {
      throw new ParameterException(
          spec.commandLine(), "--kills and --patience want 1 or more, --rate 1 to 10000");
    }
    Path target = Files.createDirectories(Home.ofScript().target());
    Chaos.Plan plan = new Chaos.Plan(kills, seed, rate, Duration.ofSeconds(patience));
    return Ordeal.run(
        target,
        "chaos",
        (settings, progress) -> {
          try (Chaos chaos = Chaos.start(settings, plan, progress)) {
            Verdict verdict = chaos.run();
            return new Ordeal.Outcome(List.of(chaos.times(), verdict.toString()), verdict);
          }
        });
  }
}
