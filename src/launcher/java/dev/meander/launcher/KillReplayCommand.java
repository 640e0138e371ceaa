package dev.meander.launcher;

import dev.meander.event.TenantId;
import dev.meander.launcher.durability.FileLines;
import dev.meander.launcher.durability.KillReplay;
import dev.meander.launcher.embedded.Folders;
import dev.meander.launcher.embedded.ServerSettings;
import dev.meander.launcher.replay.ReplayFormat;
import dev.meander.launcher.sample.SampleSettings;
import dev.meander.launcher.terminal.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code ./meander kill-replay}: the proof that a replay killed anywhere ends in the same state.
 */
@Command(
    name = "kill-replay",
    description = {
      "Replays a file undisturbed, with the service killed meanwhile, and with the replay killed too.",
      "",
      "On servers of its own. All three have to end with the same counts and the same read model, or the exit"
          + " status is 1. The last line: kills=N accepted=N duplicate=N refused=N checksum=N equal=true."
    })
final class KillReplayCommand implements Callable<Integer> {

  private static final SampleSettings SHOP =
      new SampleSettings(new TenantId("default"), 500, 365, 7, LocalDate.of(2024, 1, 1));

  /** Its client tells of every lost connection, of which there are many. Held, or forgotten. */
  private static final Logger PULSAR = Logger.getLogger("org.apache.pulsar");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "what to replay (default: events of the sample shop)")
  private @Nullable Path file;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "ndjson",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
  private ReplayFormat format = ReplayFormat.ndjson;

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "40000",
      description = "of the sample shop, without a FILE (default: ${DEFAULT-VALUE})")
  private int events = 40_000;

  @Option(
      names = "--kills",
      paramLabel = "N",
      defaultValue = "2",
      description = "in each of the two disturbed runs (default: ${DEFAULT-VALUE})")
  private int kills = 2;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "of the moments of the kills (default: ${DEFAULT-VALUE})")
  private long seed = 1;

  @Override
  public Integer call() throws Exception {
    if (kills < 1 || events < 1) {
      throw new ParameterException(spec.commandLine(), "--kills and --events want 1 or more");
    }
    PULSAR.setLevel(Level.OFF);
    Path target = Files.createDirectories(Home.ofScript().target());
    Path data = Files.createTempDirectory(target, "kill-replay-");
    boolean equal = prove(data, input(data));
    if (!equal) {
      throw new CommandFailure("the runs differ; the folder is " + data);
    }
    Folders.delete(data);
    return 0;
  }

  private Path input(Path data) throws IOException {
    if (file == null) {
      format = ReplayFormat.ndjson;
      return FileLines.sample(data.resolve("events.ndjson"), SHOP, events);
    }
    if (!Files.isRegularFile(file)) {
      throw new CommandFailure("no such file: " + file);
    }
    return file.toRealPath();
  }

  private boolean prove(Path data, Path input) throws Exception {
    ServerSettings settings = ServerSettings.standard(Home.ofScript().folder(), data);
    Progress progress = Progress.onStandardError();
    try (var proof = KillReplay.start(settings, input, format, progress::line)) {
      KillReplay.Run undisturbed = proof.undisturbed();
      KillReplay.Run waiting = proof.killingTheService(kills, seed);
      KillReplay.Run resumed = proof.killingTheReplay(kills, seed);
      boolean equal = waiting.equalTo(undisturbed) && resumed.equalTo(undisturbed);
      if (!equal) {
        System.out.println(undisturbed.checksums());
        System.out.println(waiting.checksums());
        System.out.println(resumed.checksums());
      }
      System.out.printf(
          "kills=%d %s checksum=%s equal=%b%n",
          waiting.kills() + resumed.kills(), resumed.totals(), resumed.checksums().total(), equal);
      return equal;
    }
  }
}
