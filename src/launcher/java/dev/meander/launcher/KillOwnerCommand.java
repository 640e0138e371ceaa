package dev.meander.launcher;

import dev.meander.event.TenantId;
import dev.meander.launcher.durability.FileLines;
import dev.meander.launcher.durability.KillOwner;
import dev.meander.launcher.embedded.Folders;
import dev.meander.launcher.embedded.ServerSettings;
import dev.meander.launcher.sample.SampleSettings;
import dev.meander.launcher.terminal.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./meander kill-owner}: the proof that two services never both write a partition. */
@Command(
    name = "kill-owner",
    description = {
      "Pauses, wakes and kills one of two services that share a log, and compares with an undisturbed one.",
      "",
      "On servers of its own. The one that is struck has the role project alone, the other all roles."
          + " Some of the people are found to be one, and some of these part again. The read models"
          + " have to be equal and a batch fenced, or the exit status is 1. It is paused until a batch is fenced, four"
          + " times at most. The last line: paused=N killed=1 accepted=N fenced=N checksum=N equal=true; fenced counts"
          + " the batches that the paused one had in hand and gave up."
    })
final class KillOwnerCommand implements Callable<Integer> {

  private static final SampleSettings SHOP =
      new SampleSettings(new TenantId("default"), 500, 365, 7, LocalDate.of(2024, 1, 1));

  /** Its client tells of every lost connection, of which there are many. Held, or forgotten. */
  private static final Logger PULSAR = Logger.getLogger("org.apache.pulsar");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "20000",
      description = "of the sample shop (default: ${DEFAULT-VALUE})")
  private int events = 20_000;

  @Option(
      names = "--speed",
      paramLabel = "N",
      defaultValue = "1000",
      description = "events per second (default: ${DEFAULT-VALUE})")
  private int speed = 1_000;

  @Override
  public Integer call() throws Exception {
    if (speed < 1 || events < 1) {
      throw new ParameterException(spec.commandLine(), "--events and --speed want 1 or more");
    }
    PULSAR.setLevel(Level.OFF);
    Path target = Files.createDirectories(Home.ofScript().target());
    Path data = Files.createTempDirectory(target, "kill-owner-");
    Path file = FileLines.merging(data.resolve("events.ndjson"), SHOP, events);
    ServerSettings settings = ServerSettings.standard(Home.ofScript().folder(), data);
    Progress progress = Progress.onStandardError();
    try (var proof = KillOwner.start(settings, file, progress::line)) {
      KillOwner.Outcome outcome = proof.prove(speed);
      if (!outcome.equal()) {
        System.out.println(outcome.undisturbed());
        System.out.println(outcome.shared());
      }
      System.out.printf(
          "paused=%d killed=1 accepted=%d fenced=%d checksum=%s equal=%b%n",
          outcome.paused(),
          outcome.events(),
          outcome.fenced(),
          outcome.shared().total(),
          outcome.equal());
      if (!outcome.proven()) {
        throw new CommandFailure(
            (outcome.equal() ? "nothing was fenced" : "the read models differ")
                + "; the folder is "
                + data);
      }
    }
    Folders.delete(data);
    return 0;
  }
}
