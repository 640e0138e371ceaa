package dev.meander.launcher;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meander.launcher.training.PythonEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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
    List<String> arguments = new ArrayList<>();
    Set<String> modules = new TreeSet<>();
    for (Path set : sets) {
      modules.add(module(set));
      arguments.addAll(List.of("--set", set.toAbsolutePath().toString()));
    }
    if (modules.size() > 1) {
      throw new CommandFailure("--set: a ranker's and an outlook's set train no model together");
    }
    arguments.addAll(List.of("--out", out.toAbsolutePath().toString()));
    arguments.addAll(more);
    Path root = home.folder();
    return new PythonEnvironment(
            root.resolve("model-artifacts/training"), root.resolve(".meander/training"), python)
        .run(modules.iterator().next(), arguments);
  }

  /** Of the trainer that reads the set. */
  private static String module(Path set) throws IOException {
    Path header = set.resolve("set.json");
    if (!Files.isRegularFile(header)) {
      throw new CommandFailure("--set " + set + ": no set.json there; ./meander export writes one");
    }
    String format = new ObjectMapper().readTree(header.toFile()).path("format").asText();
    return switch (format) {
      case "meander-ranker-set" -> "meander_training.ranker";
      case "meander-outlook-set" -> "meander_training.outlook";
      default -> throw new CommandFailure("--set " + set + ": no trainer reads " + format);
    };
  }
}
