package dev.meander.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./meander train}: a model from sets that {@code ./meander export} wrote. */
@Command(
    name = "train",
    description = {
      "Trains a ranker, or a model of evolution, on exported sets and writes it as ONNX with its manifest.",
      "",
      "The first call sets up Python with the pinned libraries (3 GB) in the user's cache. Seeds are fixed: the same"
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
      names = "--preset",
      paramLabel = "NAME",
      defaultValue = "",
      description = {
        "another recipe: seed-baseline, the brief's own (BERT and a small head), for which --set names",
        "a file of reviews; it sets up a text encoder (100 MB) as well"
      })
  private String preset = "";

  @Mixin private TrainingRun run = new TrainingRun();

  private final Home home;

  TrainCommand(Home home) {
    this.home = home;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    return preset.isEmpty() ? run.on(sets, List.of(), home) : run.preset(preset, sets, home);
  }
}
