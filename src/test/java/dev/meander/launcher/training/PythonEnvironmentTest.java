package dev.meander.launcher.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
    Files.writeString(project.resolve("requirements.txt"), "# none\n");
    Files.writeString(project.resolve("told.py"), PROGRAM);
  }

  @Test
  void a_module_runs_among_its_own_libraries_which_are_set_up_once()
      throws IOException, InterruptedException {
    assumeTrue(hasVenv(), "python3 has no venv here (Debian: python3-venv)");
    Path said = home.resolve("said");
    PythonEnvironment python = new PythonEnvironment(project, libraries, "python3");
    assertEquals(3, python.run("told", List.of(said.toString(), "--epochs", "5")));
    assertEquals(libraries.toRealPath() + " --epochs 5", Files.readString(said));

    Path made = libraries.resolve("pyvenv.cfg");
    Files.writeString(made, Files.readString(made) + "kept = 1\n");
    assertEquals(3, python.run("told", List.of(said.toString())));
    assertTrue(Files.readString(made).contains("kept"), "nothing is set up twice");

    Files.writeString(project.resolve("requirements.txt"), "# others\n");
    assertEquals(3, python.run("told", List.of(said.toString())));
    assertFalse(Files.readString(made).contains("kept"), "other requirements, another set-up");
  }

  @Test
  void a_set_up_that_fails_is_told_and_tried_again() {
    PythonEnvironment python = new PythonEnvironment(project, libraries, "/bin/false");
    for (int i = 0; i < 2; i++) {
      IOException told = assertThrows(IOException.class, () -> python.run("told", List.of()));
      assertTrue(String.valueOf(told.getMessage()).contains("/bin/false -m venv"));
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
