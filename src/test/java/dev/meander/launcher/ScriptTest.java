package dev.meander.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script up to where it hands over; beyond that it would build the project under test. */
final class ScriptTest {

  private static final Path SCRIPT =
      Path.of(System.getProperty("meander.basedir", "."), "meander").toAbsolutePath();

  @TempDir Path folder;

  @Test
  void the_test_command_refuses_a_flag() throws Exception {
    Ended ended = run(Map.of(), SCRIPT.toString(), "test", "--nope");
    assertEquals(2, ended.status());
    assertTrue(ended.output().contains("--nope"), ended.output());
  }

  @Test
  void a_link_in_a_folder_with_spaces_leads_to_the_script() throws Exception {
    Path link = Files.createDirectories(folder.resolve("a b")).resolve("m");
    Files.createSymbolicLink(link, SCRIPT);
    Ended ended = run(Map.of(), link.toString(), "test", "--help");
    assertEquals(0, ended.status(), ended.output());
    assertTrue(ended.output().startsWith("Usage: meander test"), ended.output());
  }

  @Test
  void an_old_or_broken_java_home_does_not_matter() throws Exception {
    Ended ended = run(Map.of("JAVA_HOME", folder.toString()), SCRIPT.toString(), "test", "--help");
    assertEquals(0, ended.status(), ended.output());
  }

  private record Ended(int status, String output) {}

  private Ended run(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    var builder =
        new ProcessBuilder(List.of(command)).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), output);
  }
}
