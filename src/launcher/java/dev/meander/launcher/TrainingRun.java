package dev.meander.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options that every command which trains has, and the run that they ask for. */
final class TrainingRun {

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
      description = {
        "the trainer's own, for instance -- --epochs 5 --seeds 1 2 3 --final; './meander train --set DIR --out DIR"
            + " -- --help' lists them"
      })
  private List<String> more = new ArrayList<>();

  /**
   * Trains, with this process's output.
   *
   * @param options the command's own for the trainer; what stands behind {@code --} comes later
   * @return its exit status
   * @throws CommandFailure where a set is none, or sets are of different forms
   */
  int on(List<Path> sets, List<String> options, Home home)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(options);
    arguments.addAll(more);
    return new Trainer(home, python).run(sets, out, arguments);
  }

  /**
   * Trains by another recipe than that of the set's form, with this process's output.
   *
   * @return its exit status
   * @throws CommandFailure where there is no such recipe, or not one file
   */
  int preset(String name, List<Path> files, Home home) throws IOException, InterruptedException {
    if (!name.equals("seed-baseline")) {
      throw new CommandFailure("--preset " + name + ": there is seed-baseline, and no other");
    }
    if (files.size() != 1 || !Files.isRegularFile(files.getFirst())) {
      throw new CommandFailure("--preset " + name + " wants one --set, a file of reviews");
    }
    return new Trainer(home, python).review(files.getFirst(), out, more);
  }
}
