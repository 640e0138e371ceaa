package dev.meander.launcher.training;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PythonEnvironmentTest {

  private static final String PROGRAM =
      """
      import pathlib, sys
      pathlib.Path(sys.argv[1]).write_text(sys.prefix + " " + " ".join(sys.argv[2:]))
      sys.exit(3)
      """;

  @TempDir Path home;

  private Path project = Path.of("");
  private Path libraries = Path.of("");

  @BeforeEach
  void project_without_requirements() throws IOException {
    project = Files.createDirectory(home.resolve("project"));
    libraries = home.resolve("libraries");
    Path script = Path.of(System.getProperty("meander.basedir", "."), "model-artifacts/training");
    Files.copy(script.resolve("set-up"), project.resolve("set-up"), COPY_ATTRIBUTES);
    Files.writeString(project.resolve("requirements.txt"), "# none\n");
    Files.writeString(project.resolve("told.py"), PROGRAM);
  }

  @Test
  void a_module_runs_among_its_own_libraries_which_are_set_up_once()
      throws IOException, InterruptedException {
    assumeTrue(hasVenv(), "python3 has no venv here (Debian: python3-venv)");
    Path said = home.resolve("said");
    PythonEnvironment python = environment("python3");
    assertEquals(3, python.run("told", List.of(said.toString(), "--epochs", "5")));
    List<Path> made = made();
    assertEquals(1, made.size());
    Path first = made.getFirst();
    assertEquals(first.toRealPath() + " --epochs 5", Files.readString(said));

    Path settings = first.resolve("pyvenv.cfg");
    Files.writeString(settings, Files.readString(settings) + "kept = 1\n");
    assertEquals(3, python.run("told", List.of(said.toString())));
    assertTrue(Files.readString(settings).contains("kept"), "nothing is set up twice");

    Files.writeString(project.resolve("requirements.txt"), "# others\n");
    assertEquals(3, python.run("told", List.of(said.toString())));
    assertNotEquals(first.toRealPath().toString(), Files.readString(said).strip());
    assertEquals(2, made().size(), "other requirements, another set-up");
  }

  @Test
  void a_set_up_that_failed_is_tried_again_and_never_taken_for_whole()
      throws IOException, InterruptedException {
    assumeTrue(hasVenv(), "python3 has no venv here (Debian: python3-venv)");
    Path said = home.resolve("said");
    Files.writeString(project.resolve("requirements.txt"), "no-such-file @ file:///nowhere\n");
    PythonEnvironment python = environment("python3");
    for (int i = 0; i < 2; i++) {
      assertThrows(IOException.class, () -> python.run("told", List.of(said.toString())));
    }
    Path broken = made().getFirst();
    Files.writeString(project.resolve("requirements.txt"), "# none\n");
    assertEquals(3, python.run("told", List.of(said.toString())));
    assertFalse(Files.exists(broken.resolve("complete")));
  }

  @Test
  void where_there_is_no_python_that_is_told() {
    PythonEnvironment python = environment("/bin/false");
    for (int i = 0; i < 2; i++) {
      IOException told = assertThrows(IOException.class, () -> python.run("told", List.of()));
      assertTrue(String.valueOf(told.getMessage()).contains("not set up: status 3"));
    }
  }

  private PythonEnvironment environment(String interpreter) {
    return new PythonEnvironment(
        project, interpreter, Map.of("MEANDER_TRAINING_HOME", libraries.toString()));
  }

  private List<Path> made() throws IOException {
    try (Stream<Path> all = Files.list(libraries)) {
      return all.filter(Files::isDirectory).toList();
    }
  }

  private static boolean hasVenv() throws InterruptedException {
    try {
      return new ProcessBuilder("python3", "-c", "import venv, ensurepip").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
