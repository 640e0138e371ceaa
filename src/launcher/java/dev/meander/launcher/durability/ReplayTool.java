package dev.meander.launcher.durability;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.meander.launcher.replay.ReplayFormat;
import dev.meander.launcher.replay.Totals;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code ./meander replay} as a process of its own. Used by one thread. */
final class ReplayTool {

  private static final Pattern LAST_LINE =
      Pattern.compile("accepted=(\\d+) duplicate=(\\d+) refused=(\\d+)");

  private static final int POLL_MILLIS = 10;
  private static final JsonMapper JSON = new JsonMapper();

  private final List<String> command;
  private final Path positions;
  private final Path output;
  private final long records;

  ReplayTool(Path file, ReplayFormat format, URI service, Path data) throws IOException {
    this.positions = Files.createDirectories(data.resolve("replay"));
    this.output = data.resolve("replay.log");
    this.records = FileLines.count(file, format);
    this.command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "dev.meander.launcher.Launcher",
            "replay",
            file.toString(),
            "--format",
            format.name(),
            "--url",
            service.toString(),
            "--data",
            data.toString());
  }

  /**
   * Starts it, waits until its position is so far, and a while more, and kills it.
   *
   * @throws IOException when it ends before
   */
  void startAndKillAt(double fraction, int whileMillis) throws IOException, InterruptedException {
    Process replay = start();
    try {
      while (records() < fraction * records) {
        if (!replay.isAlive()) {
          throw new IOException("the replay ended before it was killed: " + said());
        }
        Thread.sleep(POLL_MILLIS);
      }
      Thread.sleep(whileMillis);
    } finally {
      replay.destroyForcibly().waitFor();
    }
  }

  /**
   * Runs it to its end.
   *
   * @throws IOException when it fails
   */
  Totals finish() throws IOException, InterruptedException {
    int status = start().waitFor();
    Matcher last = LAST_LINE.matcher(said());
    if (status != 0 || !last.find()) {
      throw new IOException("the replay ended with status " + status + ": " + said());
    }
    return new Totals(
        Long.parseLong(last.group(1)),
        Long.parseLong(last.group(2)),
        Long.parseLong(last.group(3)));
  }

  /** How many records its position file says are done; 0 before the first. */
  long records() throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(positions)) {
      files = all.filter(file -> file.toString().endsWith(".json")).toList();
    }
    long done = 0;
    for (Path file : files) {
      done += JSON.readTree(file.toFile()).path("records").asLong();
    }
    return done;
  }

  private String said() throws IOException {
    return Files.readString(output);
  }

  private Process start() throws IOException {
    List<String> line = new ArrayList<>(command);
    var builder = new ProcessBuilder(line).redirectErrorStream(true);
    // As in the script: a class path of this length does not belong on a command line.
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    Process process = builder.redirectOutput(output.toFile()).start();
    process.getOutputStream().close();
    return process;
  }
}
