package dev.meander.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * What is refused before Python is set up; that it trains is shown by the Python project's tests.
 */
class TrainerTest {

  @TempDir Path folder = Path.of("");

  private Path set(String name, String format) throws IOException {
    Path set = Files.createDirectories(folder.resolve(name));
    Files.writeString(set.resolve("set.json"), "{\"format\": \"" + format + "\"}");
    return set;
  }

  private String refusal(Path... sets) {
    Trainer trainer = new Trainer(Home.ofScript(), "no-such-python");
    CommandFailure failure =
        assertThrows(
            CommandFailure.class,
            () -> trainer.run(List.of(sets), folder.resolve("out"), List.of()));
    return String.valueOf(failure.getMessage());
  }

  @Test
  void aFolderWithoutASetIsRefusedByName() {
    assertTrue(refusal(folder.resolve("none")).contains("none: no set.json there"));
  }

  @Test
  void aSetOfAnotherFormIsRefusedByItsForm() throws IOException {
    assertTrue(refusal(set("other", "parquet")).contains("no trainer reads parquet"));
  }

  @Test
  void setsOfTwoFormsTrainNoModel() throws IOException {
    Path ranker = set("ranker", "meander-ranker-set");
    Path outlook = set("outlook", "meander-outlook-set");
    assertTrue(refusal(ranker, outlook).contains("train no model together"));
  }

  @Test
  void fineTuningWantsAModelThatKeptItsWeights() throws IOException {
    String[] arguments = {
      "--start", folder.toString(),
      "--set", set("ranker", "meander-ranker-set").toString(),
      "--out", folder.resolve("out").toString()
    };
    CommandLine command = new CommandLine(new FineTuneCommand(Home.ofScript()));
    String[] said = new String[1];
    command.setExecutionExceptionHandler(
        (failure, line, parsed) -> {
          said[0] = String.valueOf(failure.getMessage());
          return 1;
        });
    assertEquals(1, command.execute(arguments));
    assertTrue(said[0].contains("no weights.npz there"), said[0]);
  }

  @Test
  void aPresetThatIsNoneOrHasNoReviewsIsRefused() throws IOException {
    Path set = set("ranker", "meander-ranker-set");
    assertTrue(
        said("--preset", "seed", "--set", set.toString()).contains("there is seed-baseline"));
    assertTrue(
        said("--preset", "seed-baseline", "--set", set.toString()).contains("a file of reviews"));
  }

  private String said(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--out", folder.resolve("out").toString()));
    CommandLine command = new CommandLine(new TrainCommand(Home.ofScript()));
    String[] said = new String[1];
    command.setExecutionExceptionHandler(
        (failure, line, parsed) -> {
          said[0] = String.valueOf(failure.getMessage());
          return 1;
        });
    assertEquals(1, command.execute(all.toArray(String[]::new)));
    return said[0];
  }
}
