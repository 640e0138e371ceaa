package dev.meander.launcher;

import dev.meander.launcher.chaos.FullDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./meander full-disk}: a broker that takes no more writes, and comes back. */
@Command(
    name = "full-disk",
    description = {
      "Fills the disk under load until the broker takes no more writes, empties it, and settles accounts.",
      "",
      "On servers of its own, in a folder on a file system where nobody else writes much: the limit of the disk lies"
          + " 1 GiB above what is used there at first. Meanwhile events are refused with 503 and a Retry-After, the"
          + " readiness says so, and the heap stays bounded; afterwards all goes on by itself, every acknowledged event"
          + " is counted exactly once, and the views equal those of a clean rebuild; or the exit status is 1.",
      "",
      "The last line: full=N acknowledged=N lost=N doubled=N reordered=N heap=MiB."
    })
final class FullDiskCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--times",
      paramLabel = "N",
      defaultValue = "1",
      description = "the disk is filled (default: ${DEFAULT-VALUE})")
  private int times = 1;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "60",
      description = "it stays full (default: ${DEFAULT-VALUE})")
  private int seconds = 60;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "200",
      description = "events per second (default: ${DEFAULT-VALUE})")
  private int rate = 200;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      defaultValue = "/dev/shm",
      description = "a folder is made in it (default: ${DEFAULT-VALUE})")
  private Path folder = Path.of("/dev/shm");

  @Override
  public Integer call() throws Exception {
    if (times < 1 || seconds < 1 || rate < 1 || rate > 10_000) {
      throw new ParameterException(
          spec.commandLine(), "--times and --seconds want 1 or more, --rate 1 to 10000");
    }
    if (!Files.isDirectory(folder)) {
      throw new ParameterException(spec.commandLine(), "there is no folder " + folder);
    }
    FullDisk.Plan plan = new FullDisk.Plan(times, seconds, 1, rate);
    return Ordeal.run(
        folder,
        "full-disk",
        (settings, progress) -> {
          try (FullDisk disk = FullDisk.start(settings, plan, progress)) {
            FullDisk.Outcome outcome = disk.run();
            return new Ordeal.Outcome(List.of(outcome.toString()), outcome.verdict());
          }
        });
  }
}
