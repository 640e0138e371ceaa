package dev.meander.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ./meander test} of a project whose build, Python and tests end as they are told to. */
final class TestRowsTest {

  private static final String ENDS =
      """
      #!/usr/bin/env bash
      printf '%s\\n' "${0##*/} $*"
      case " $* " in *"$FAILS"*) exit 7 ;; esac
      """;

  private static final String BUILT = "mvnw -B verify -DskipTests";
  private static final String INSIDE = "mvnw -B test -Dsurefire.includesFile=";
  private static final String OTHERS = "| mvnw -B surefire:test -Dsurefire.excludesFile=";
  private static final String TRAINING = "| python -m pytest";
  private static final String BESIDE = "| beside";

  @TempDir Path home;

  @BeforeEach
  void project() throws IOException {
    Path script = Path.of(System.getProperty("meander.basedir", "."), "meander");
    program("meander", Files.readString(script));
    program("mvnw", ENDS);
    program("python", ENDS);
    program("model-artifacts/training/set-up", "#!/bin/sh\necho " + home.resolve("python") + "\n");
    source("a/InsideTest.java", "@QuarkusTest\nclass InsideTest {}\n");
    source("a/OtherTest.java", "/** Beside a {@code @QuarkusTest}. */\nclass OtherTest {}\n");
    source("Base.java", "@QuarkusTest\nclass Base {}\n");
  }

  private void program(String name, String text) throws IOException {
    Path file = home.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    assertTrue(file.toFile().setExecutable(true));
  }

  private void source(String name, String text) throws IOException {
    Path file = home.resolve("src/test/java").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void what_is_not_run_inside_is_run_among_the_others() throws Exception {
    assertEquals(0, run("nothing").status());
    assertEquals("a/InsideTest.java\n", Files.readString(home.resolve("target/tests-inside")));
    assertEquals(
        "a/InsideTest.java\n**/*$*.java\n",
        Files.readString(home.resolve("target/tests-inside-and-nested")));
  }

  @ParameterizedTest
  @CsvSource({
    "nothing, 0, true, true, true, true",
    "-DskipTests, 7, false, false, false, false",
    "includesFile, 7, true, true, true, true",
    "pytest, 1, true, true, false, false",
    "excludesFile, 7, true, true, true, false",
    "beside, 5, true, true, true, true"
  })
  void a_row_that_fails_fails_the_command_and_the_other_is_run_to_its_end(
      String fails, int status, boolean inside, boolean training, boolean others, boolean beside)
      throws Exception {
    Ended ended = run(fails);
    assertEquals(status, ended.status(), ended::output);
    assertTrue(ended.ran(BUILT), ended::output);
    assertEquals(inside, ended.ran(INSIDE), ended::output);
    assertEquals(training, ended.ran(TRAINING), ended::output);
    assertEquals(others, ended.ran(OTHERS), ended::output);
    assertEquals(beside, ended.ran(BESIDE), ended::output);
    assertEquals(inside, Files.exists(home.resolve("target/launcher.stamp")));
  }

  private record Ended(int status, String output) {
    boolean ran(String line) {
      return output.lines().anyMatch(one -> one.startsWith(line));
    }
  }

  private Ended run(String fails) throws IOException, InterruptedException {
    String beside = "--beside=echo beside; [ \"$FAILS\" != beside ] || exit 5";
    List<String> command =
        List.of(home.resolve("meander").toString(), "test", "--with-training", beside);
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("FAILS", fails);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output);
  }
}
