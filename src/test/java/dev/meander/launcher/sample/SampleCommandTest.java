package dev.meander.launcher.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SampleCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int execute(String... arguments) {
    return new CommandLine(new SampleCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  @Test
  void it_writes_the_same_events_plain_and_zipped(@TempDir Path folder) throws IOException {
    Path plain = folder.resolve("sample.ndjson");
    Path zipped = folder.resolve("sample.ndjson.gz");
    assertEquals(0, execute("--people", "20", "--days", "30", "--out", plain.toString()));
    assertEquals(0, execute("--people", "20", "--days", "30", "--out", zipped.toString()));
    List<String> lines = Files.readAllLines(plain);
    assertFalse(lines.isEmpty());
    assertTrue(out.toString().startsWith("events=" + lines.size() + " "), out.toString());
    try (var reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(zipped)), StandardCharsets.UTF_8))) {
      assertEquals(lines, reader.lines().toList());
    }
  }

  @Test
  void wrong_options_are_refused(@TempDir Path folder) {
    String file = folder.resolve("sample.ndjson").toString();
    assertEquals(CommandLine.ExitCode.USAGE, execute());
    assertEquals(CommandLine.ExitCode.USAGE, execute("--out", file, "--people", "0"));
    assertEquals(CommandLine.ExitCode.USAGE, execute("--out", file, "--peopel", "5"));
    assertEquals(CommandLine.ExitCode.USAGE, execute("--out", file, "--start", "yesterday"));
    assertFalse(Files.exists(Path.of(file)));
  }
}
