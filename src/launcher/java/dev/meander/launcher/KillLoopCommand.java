package dev.meander.launcher;

import dev.meander.launcher.durability.BrokerKillLoop;
import dev.meander.launcher.durability.KillCounts;
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

/** {@code ./meander kill-loop}: the proof that an acknowledged event survives SIGKILL. */
@Command(
    name = "kill-loop",
    description = {
      "Kills the embedded broker while it writes, again and again, and reads back what it had acknowledged.",
      "",
      "On a folder of its own. The last line counts: kills=N acknowledged=N missing=N repaired=N, the last being"
          + " the starts that had to cut an unfinished write off the journal. Exit status 1 when an event is missing."
    })
final class KillLoopCommand implements Callable<Integer> {

  /** Its client tells of every lost connection, of which there are many. Held, or forgotten. */
  private static final Logger PULSAR = Logger.getLogger("org.apache.pulsar");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--kills",
      paramLabel = "N",
      defaultValue = "20",
      description = "how often (default: ${DEFAULT-VALUE})")
  private int kills = 20;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "of the moments of the kills (default: ${DEFAULT-VALUE})")
  private long seed = 1;

  @Override
  public Integer call() throws Exception {
    if (kills < 1) {
      throw new ParameterException(spec.commandLine(), "--kills wants 1 or more, not " + kills);
    }
    PULSAR.setLevel(Level.OFF);
    Path target = Files.createDirectories(Home.ofScript().target());
    Path data = Files.createTempDirectory(target, "kill-loop-");
    ServerSettings settings = ServerSettings.standard(Home.ofScript().folder(), data);
    KillCounts counts = BrokerKillLoop.run(settings, kills, seed, Progress.onStandardError()::line);
    System.out.println(counts);
    if (counts.missing() > 0) {
      throw new CommandFailure(counts.missing() + " events are missing; the folder is " + data);
    }
    Folders.delete(data);
    return 0;
  }
}
