package dev.meander.launcher;

import dev.meander.event.TenantId;
import dev.meander.launcher.replay.PositionFile;
import dev.meander.launcher.replay.Replay;
import dev.meander.launcher.replay.Totals;
import dev.meander.launcher.sample.SampleSettings;
import dev.meander.launcher.sample.SampleSource;
import dev.meander.launcher.terminal.Progress;
import dev.meander.platform.Role;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;

/**
 * Sends the sample stream to a service that has just become ready, once for each data folder: an
 * interrupted one goes on at the next start, a finished one is not sent again. Closing interrupts
 * it. That it fails leaves the instance running, for the events of others.
 */
final class SampleReplay implements AutoCloseable {

  static final SampleSettings SAMPLE =
      new SampleSettings(new TenantId("default"), 300, 60, 7, LocalDate.of(2024, 1, 1));

  private static final int BATCH = 500;
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private final Path folder;
  private final URI service;
  private final Progress progress;
  private final Thread thread;

  private SampleReplay(Path data, URI service, Progress progress) {
    this.folder = data.resolve("sample");
    this.service = service;
    this.progress = progress;
    this.thread = new Thread(this::run, "sample");
  }

  /** Returns at once; does nothing where the plan or the roles say so. */
  static SampleReplay start(Run.Plan plan, Path data, URI service, Progress progress) {
    var replay = new SampleReplay(data, service, progress);
    if (plan.sample() && Role.parse(plan.roles()).contains(Role.INGEST)) {
      replay.thread.start();
    }
    return replay;
  }

  private void run() {
    try {
      replay();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      if (!thread.isInterrupted()) {
        progress.line("the sample stream stopped: " + e.getMessage());
      }
    }
  }

  private void replay() throws IOException, InterruptedException {
    String input = SAMPLE.toString();
    Path done = folder.resolve("done");
    if (Files.exists(done) && Files.readString(done).equals(input)) {
      return;
    }
    var report = new ReplayReport("sample stream", progress);
    var target = new Replay.Target(service, BATCH, 0, PATIENCE);
    try (var position = PositionFile.open(folder, "position");
        var source = new SampleSource(SAMPLE)) {
      Totals totals = new Replay(target, report).run(source, input, position);
      Files.writeString(done, input);
      position.forget();
      report.finish(totals);
      progress.line("sample stream: " + totals);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      // A thread that was never started is not alive, and joining it returns at once.
      thread.join(Duration.ofSeconds(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
