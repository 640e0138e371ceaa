package dev.meander.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./meander train}: a model from sets that {@code ./meander export} wrote. */
@Command(
    name = "train",
    description = {
      "Trains a ranker, or a model of evolution, on exported sets and writes it as ONNX with its manifest.",
      "",
      "The first call sets up Python with the pinned libraries (3 GB) in .meander/training. Seeds are fixed: the same"
          + " machine and versions give the same model. ./meander evaluate --model judges it.",
      "",
      "What stands behind -- goes on to the trainer; './meander train --set DIR --out DIR -- --help' lists it."
    })
final class TrainCommand implements Callable<Integer> {

  @Option(
      names = "--set",
      required = true,
      paramLabel = "DIR",
      description =
          "a folder that ./meander export wrote; several train one ranker on several shops")
  private List<Path> sets = new ArrayList<>();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "where model.onnx and manifest.json are written")
  private Path out = Path.of("");

  @Option(
      names = "--python",
      paramLabel = "FILE",
      defaultValue = "python3",
      description = "the interpreter to set up with (default: ${DEFAULT-VALUE})")
  private String python = "";

  @Parameters(
      arity = "0..*",
      paramLabel = "-- OPTION",
      description = "the trainer's own, for instance -- --epochs 5 --seeds 1 2 3 --final")
  private List<String> more = new ArrayList<>();

  private final Home home;

  TrainCommand(Home home) {
    this.home = home;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    return new Trainer(home, python).run(sets, out, more);
  }
}
