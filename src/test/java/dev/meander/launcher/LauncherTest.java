package dev.meander.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LauncherTest {

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run",
        "replay",
        "import",
        "sample",
        "test",
        "bench",
        "doctor",
        "checksum",
        "parked",
        "rebuild",
        "chaos",
        "soak",
        "kill-loop",
        "kill-replay",
        "kill-owner",
        "two-shops",
        "rotate-master-key",
        "verify-receipt",
        "prove-erasure",
        "evaluate",
        "export",
        "train"
      })
  void every_command_explains_itself(String command) {
    assertEquals(0, execute(command, "--help"));
    assertTrue(out.toString().startsWith("Usage: meander " + command), out.toString());
    assertEquals(0, execute("help", command));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run",
        "replay",
        "import",
        "sample",
        "test",
        "bench",
        "doctor",
        "checksum",
        "parked",
        "rebuild",
        "chaos",
        "soak",
        "kill-loop",
        "kill-replay",
        "kill-owner",
        "two-shops",
        "rotate-master-key",
        "verify-receipt",
        "prove-erasure",
        "evaluate",
        "export",
        "train"
      })
  void every_command_refuses_an_unknown_flag(String command) {
    assertEquals(2, execute(command, "--nope"));
    assertTrue(err.toString().contains("--nope"), err.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"access-log", "csv", "ndjson", "purchases"})
  void every_import_explains_itself_and_refuses_an_unknown_flag(String source) {
    assertEquals(0, execute("import", source, "--help"));
    assertTrue(out.toString().startsWith("Usage: meander import " + source), out.toString());
    assertEquals(2, execute("import", source, "--nope"));
    assertTrue(err.toString().contains("--nope"), err.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "show", "mend", "retry", "discard"})
  void everything_about_what_is_parked_explains_itself_and_refuses_an_unknown_flag(String what) {
    assertEquals(0, execute("parked", what, "--help"));
    assertTrue(out.toString().startsWith("Usage: meander parked " + what), out.toString());
    assertEquals(2, execute("parked", what, "--nope"));
    assertTrue(err.toString().contains("--nope"), err.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"start", "fill", "status", "compare", "switch", "drop"})
  void everything_about_a_rebuild_explains_itself_and_refuses_an_unknown_flag(String what) {
    assertEquals(0, execute("rebuild", what, "--help"));
    assertTrue(out.toString().startsWith("Usage: meander rebuild " + what), out.toString());
    assertEquals(2, execute("rebuild", what, "--nope"));
    assertTrue(err.toString().contains("--nope"), err.toString());
  }

  @Test
  void no_command_and_an_unknown_one_are_wrong_usage() {
    assertEquals(2, execute("rebuild"));

    assertEquals(2, execute("parked"));
    assertEquals(2, execute("parked", "retry"));

    assertEquals(2, execute());
    assertEquals(2, execute("ruin"));
    assertEquals(2, execute("import"));
    assertEquals(2, execute("import", "tea-leaves"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run --http-port 70000",
        "run --http-port many",
        "run --redis-port -1",
        "run --roles ingest,cook",
        "run --pulsar-url pulsar://127.0.0.1:1",
        "run --postgres-url mysql://u:secret@127.0.0.1/db",
        "bench --rounds 2",
        "bench --connections 0",
        "kill-replay --kills 0",
        "kill-owner --events 0",
        "chaos --kills 0",
        "replay file --format xml",
        "replay file --format ndjson --batch 0",
        "replay file --format ndjson --speed fast",
        "replay file --format ndjson --url 127.0.0.1:8080",
        "import access-log file --bots eat",
        "import access-log file --bot-rate 0",
        "import access-log file --session-gap 0",
        "import access-log file --view /p/(",
        "import access-log file --view /p/.*",
        "import csv file --format xml",
      })
  void a_wrong_value_is_named(String line) {
    String[] words = line.split(" ", -1);
    assertEquals(2, execute(words), err.toString());
    String named = words[words.length - 2].replace("--redis-", "").replace("--roles", "cook");
    named = named.replace("--bot-rate", "rate").replace("--view", "/p/");
    assertTrue(err.toString().contains(named), err.toString());
    assertTrue(!err.toString().contains("secret"), err.toString());
  }

  @Test
  void a_table_needs_a_mapping_or_a_format_and_not_both() {
    assertEquals(2, execute("import", "csv", "file"));
    assertEquals(2, execute("import", "csv", "file", "--format", "taobao", "--mapping", "m"));
    assertEquals(2, execute("import", "ndjson", "file"));
  }

  @Test
  void a_mapping_at_fault_is_told_with_its_line() throws Exception {
    Path mapping = Files.writeString(folder.resolve("m.yaml"), "event:\n  kind: bought\n");
    assertEquals(1, execute("import", "csv", "file", "--mapping", mapping.toString()));
    assertEquals(
        "meander: " + mapping + ", line 2: there is no kind of event 'bought'",
        err.toString().strip());
  }

  @Test
  void a_missing_file_is_an_error_in_one_line() {
    Path missing = folder.resolve("missing.csv");
    int status =
        execute("replay", missing.toString(), "--format", "taobao", "--data", folder.toString());
    assertEquals(1, status);
    assertEquals("meander: no such file: " + missing, err.toString().strip());
  }

  @Test
  void a_checksum_of_what_does_not_run_is_refused() {
    assertEquals(1, execute("checksum", "--data", folder.toString()));
    assertEquals("meander: no instance runs on " + folder, err.toString().strip());
  }

  @Test
  void a_folder_that_another_instance_holds_is_refused() throws Exception {
    try (var _ = InstanceFolder.open(folder)) {
      int status = execute("run", "--data", folder.toString(), "--http-port", "0");
      assertEquals(1, status);
      assertTrue(err.toString().contains("another instance runs"), err.toString());
    }
  }

  @Test
  void a_taken_port_is_refused_before_anything_starts() throws Exception {
    try (var taken = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      assertEquals(1, execute("run", "--data", folder.toString(), "--http-port", port));
      assertTrue(err.toString().contains("port " + port + " is taken"), err.toString());
      assertTrue(Files.notExists(folder.resolve("pulsar")));
    }
  }

  private int execute(String... arguments) {
    return Launcher.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
