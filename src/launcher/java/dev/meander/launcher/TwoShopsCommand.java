package dev.meander.launcher;

import dev.meander.event.TenantId;
import dev.meander.launcher.durability.FileLines;
import dev.meander.launcher.durability.TwoShops;
import dev.meander.launcher.embedded.Folders;
import dev.meander.launcher.embedded.ServerSettings;
import dev.meander.launcher.sample.SampleSettings;
import dev.meander.launcher.terminal.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./meander two-shops}: the proof that two tenants live side by side. */
@Command(
    name = "two-shops",
    description = {
      "Runs two services of different tenants at once on the same servers, and lets them take in the same events.",
      "",
      "On servers of its own. Both read models have to be equal, and somebody who is erased in one shop to be gone"
          + " there and untouched in the other, or the exit status is 1. The last line: shops=2 accepted=N erased=1"
          + " equal=true apart=true."
    })
final class TwoShopsCommand implements Callable<Integer> {

  private static final SampleSettings SHOP =
      new SampleSettings(new TenantId("default"), 300, 365, 11, LocalDate.of(2024, 1, 1));

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "10000",
      description = "of the sample shop, for each (default: ${DEFAULT-VALUE})")
  private int events = 10_000;

  @Option(
      names = "--speed",
      paramLabel = "N",
      defaultValue = "500",
      description = "events per second, for each (default: ${DEFAULT-VALUE})")
  private int speed = 500;

  @Override
  public Integer call() throws Exception {
    if (speed < 1 || events < 1) {
      throw new ParameterException(spec.commandLine(), "--events and --speed want 1 or more");
    }
    Path target = Files.createDirectories(Home.ofScript().target());
    Path data = Files.createTempDirectory(target, "two-shops-");
    Path file = FileLines.sample(data.resolve("events.ndjson"), SHOP, events);
    ServerSettings settings = ServerSettings.standard(Home.ofScript().folder(), data);
    TwoShops.Outcome outcome;
    try (TwoShops proof = TwoShops.start(settings, file, Progress.onStandardError())) {
      outcome = proof.prove(speed);
    }
    System.out.println(outcome);
    if (!outcome.equal() || !outcome.apart()) {
      throw new CommandFailure("the shops are not as they should be; the folder is " + data);
    }
    Folders.delete(data);
    return 0;
  }
}
