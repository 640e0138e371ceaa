package dev.meander.launcher;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meander.launcher.training.PythonEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Runs the trainer that reads a set's form. */
final class Trainer {
  private final Home home;
  private final String python;

  /**
   * @param python the interpreter to set up with
   */
  Trainer(Home home, String python) {
    this.home = home;
    this.python = python;
  }

  /**
   * Trains, with this process's output.
   *
   * @param more the trainer's own options
   * @return its exit status
   * @throws CommandFailure where a set is none, or sets are of different forms
   */
  int run(List<Path> sets, Path out, List<String> more) throws IOException, InterruptedException {
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
    return environment().run(modules.iterator().next(), arguments);
  }

  /**
   * Trains the brief's recipe on a file of reviews, with this process's output.
   *
   * @return its exit status
   */
  int review(Path file, Path out, List<String> more) throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--set", file.toAbsolutePath().toString(),
                "--out", out.toAbsolutePath().toString()));
    arguments.addAll(more);
    return environment().runWithText("meander_training.seed_baseline", arguments);
  }

  private PythonEnvironment environment() {
    Path project = home.folder().resolve("model-artifacts/training");
    return new PythonEnvironment(project, python, Map.of());
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
