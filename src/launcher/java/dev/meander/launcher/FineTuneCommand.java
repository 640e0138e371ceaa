package dev.meander.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./meander fine-tune}: a trained ranker goes on with a shop's own set. */
@Command(
    name = "fine-tune",
    description = {
      "Goes on training a ranker with a shop's own set, and writes the result as ONNX with its manifest.",
      "",
      "Meant for a shop with few moments of its own: a rate of 0.0003 and an epoch or three. The epoch is chosen on the"
          + " set's validation; where none is better, the model stays as it was. Its trees are kept."
    })
final class FineTuneCommand implements Callable<Integer> {

  @Option(
      names = "--start",
      required = true,
      paramLabel = "DIR",
      description = "a folder that ./meander train wrote, of the same features")
  private Path start = Path.of("");

  @Option(
      names = "--set",
      required = true,
      paramLabel = "DIR",
      description = "a folder that ./meander export wrote")
  private Path set = Path.of("");

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "3",
      description = "most epochs (default: ${DEFAULT-VALUE})")
  private int epochs;

  @Option(
      names = "--rate",
      paramLabel = "R",
      defaultValue = "0.0003",
      description = "the highest learning rate (default: ${DEFAULT-VALUE})")
  private double rate;

  @Mixin private TrainingRun run = new TrainingRun();

  private final Home home;

  FineTuneCommand(Home home) {
    this.home = home;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!Files.isRegularFile(start.resolve("weights.npz"))) {
      throw new CommandFailure("--start " + start + ": no weights.npz there; train writes it");
    }
    List<String> options =
        List.of(
            "--start",
            start.toAbsolutePath().toString(),
            "--epochs",
            String.valueOf(epochs),
            "--rate",
            String.valueOf(rate));
    return run.on(List.of(set), options, home);
  }
}
