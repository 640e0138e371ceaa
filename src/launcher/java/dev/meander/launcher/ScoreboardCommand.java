package dev.meander.launcher;

import dev.meander.launcher.training.PythonEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./meander scoreboard}: how good the models are, beside what is simple, on one page. */
@Command(
    name = "scoreboard",
    description = {
      "Trains, judges beside simple methods and published figures, asks a service of its own, and writes one page.",
      "",
      "Takes the made-up stream, and the published sets where their folder is there; tells first where we lose: ranks,"
          + " paths, discovery, calibration, evolution. Every step's result is kept in the folder, so that an interrupted"
          + " run goes on. The first call sets up Python with the pinned libraries (3 GB) in the user's cache."
    })
final class ScoreboardCommand implements Callable<Integer> {

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "where index.html, results and logs are written")
  private Path out = Path.of("");

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "../shared/data",
      description = "the folder of the published sets' folders (default: ${DEFAULT-VALUE})")
  private Path data = Path.of("");

  @Option(
      names = "--protocols",
      paramLabel = "DIR",
      defaultValue = "../shared/bench",
      description =
          "the folder of score_ranks.py and evolution_bench.py, their judges (default: ${DEFAULT-VALUE})")
  private Path protocols = Path.of("");

  @Option(
      names = "--python",
      paramLabel = "FILE",
      defaultValue = "python3",
      description = "the interpreter to set up with (default: ${DEFAULT-VALUE})")
  private String python = "";

  @Parameters(
      arity = "0..*",
      paramLabel = "-- OPTION",
      description = "more, for instance -- --sets taobao --fresh; -- --help lists them")
  private List<String> more = new ArrayList<>();

  private final Home home;

  ScoreboardCommand(Home home) {
    this.home = home;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--out", out.toAbsolutePath().normalize().toString(),
                "--data", fromHome(data),
                "--protocols", fromHome(protocols)));
    arguments.addAll(more);
    Path project = home.folder().resolve("model-artifacts/training");
    return new PythonEnvironment(project, python, Map.of())
        .runWithJudges("meander_training.scoreboard", arguments);
  }

  /** A default leads from the project's folder, wherever the person is. */
  private String fromHome(Path path) {
    Path here = path.toAbsolutePath().normalize();
    return (here.toFile().exists() ? here : home.folder().resolve(path).normalize()).toString();
  }
}
