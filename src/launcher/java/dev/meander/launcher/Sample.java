package dev.meander.launcher;

import dev.meander.event.TenantId;
import dev.meander.launcher.replay.PositionFile;
import dev.meander.launcher.replay.Replay;
import dev.meander.launcher.replay.Totals;
import dev.meander.launcher.sample.SampleSettings;
import dev.meander.launcher.sample.SampleSource;
import dev.meander.launcher.terminal.Progress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The sample stream on its way into a running instance, once per data folder: an interrupted one
 * goes on at the next start, a finished one is not sent again. Closing stops it.
 */
final class Sample implements AutoCloseable {

  private static final SampleSettings SETTINGS =
      new SampleSettings(new TenantId("default"), 500, 365, 7, LocalDate.of(2024, 1, 1));

  /** How long closing may take. */
  static final Duration STOP_LIMIT = Duration.ofSeconds(1);

  private static final int BATCH = 500;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final @Nullable Thread thread;

  private Sample(@Nullable Thread thread) {
    this.thread = thread;
  }

  /** No sample stream. */
  static Sample none() {
    return new Sample(null);
  }

  /** Starts the stream, unless the folder has it, and returns at once. */
  static Sample replay(Path data, URI service, Progress progress) throws IOException {
    Path folder = Files.createDirectories(data.resolve("sample"));
    Path done = folder.resolve("done");
    String input = SETTINGS.toString();
    if (Files.exists(done) && Files.readString(done).equals(input)) {
      return none();
    }
    return new Sample(
        Thread.ofVirtual()
            .name("sample")
            .start(
                () -> {
                  try {
                    send(folder, input, service, progress);
                    Files.writeString(done, input);
                  } catch (IOException e) {
                    progress.line("the sample stream stopped: " + e.getMessage());
                  } catch (InterruptedException e) {
                    progress.line("the sample stream goes on at the next start");
                  }
                }));
  }

  private static void send(Path folder, String input, URI service, Progress progress)
      throws IOException, InterruptedException {
    var report = new ReplayReport("sample stream", progress);
    var target = new Replay.Target(service, BATCH, 0, PATIENCE);
    try (var position = PositionFile.open(folder, "position");
        var source = new SampleSource(SETTINGS)) {
      Totals totals = new Replay(target, report).run(source, input, position);
      report.finish(totals);
      progress.line("sample stream: " + totals);
    }
  }

  @Override
  public void close() {
    if (thread == null) {
      return;
    }
    thread.interrupt();
    try {
      thread.join(STOP_LIMIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
