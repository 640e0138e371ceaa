package dev.meander.launcher.rebuild;

import dev.meander.event.TenantId;
import dev.meander.launcher.replay.EventSource;
import dev.meander.launcher.replay.PositionFile;
import dev.meander.launcher.replay.Replay;
import dev.meander.launcher.replay.ReplayListener;
import dev.meander.launcher.replay.ReplayRecord;
import dev.meander.launcher.sample.SampleSettings;
import dev.meander.launcher.sample.SampleSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;

/** Lets the log grow by the sample shop's events, over REST. Used by one thread. */
final class SampleLog {

  private static final int BATCH = 1_000;
  private static final int LEAST_PEOPLE = 2_000;
  private static final int EVENTS_OF_PERSON = 500;

  private final SampleSource source;
  private final Path positions;
  private final ReplayListener listener;
  private long size;

  /**
   * @param largest how many events there will be in the end
   */
  SampleLog(long largest, Path positions, ReplayListener listener) {
    int people = (int) Math.max(LEAST_PEOPLE, largest / EVENTS_OF_PERSON);
    this.source =
        new SampleSource(
            new SampleSettings(new TenantId("default"), people, 3650, 7, LocalDate.of(2015, 1, 1)));
    this.positions = positions;
    this.listener = listener;
  }

  /** Returns once the log holds so many events. */
  void growTo(long events, URI service) throws IOException, InterruptedException {
    var target = new Replay.Target(service, BATCH, 0, Duration.ofMinutes(2));
    try (PositionFile position = PositionFile.open(positions, "fill-" + events)) {
      var totals = new Replay(target, listener).run(new First(events - size), "fill", position);
      size += totals.accepted();
    }
    if (size != events) {
      throw new IOException("%d of %d events were accepted".formatted(size, events));
    }
  }

  /** The next so many of the stream, which goes on after them. */
  private final class First implements EventSource {
    private final long most;
    private long taken;

    First(long most) {
      this.most = most;
    }

    @Override
    public Optional<ReplayRecord> next() {
      if (taken == most) {
        return Optional.empty();
      }
      taken++;
      return source.next();
    }

    @Override
    public double progress() {
      return (double) taken / most;
    }

    @Override
    public void close() {
      // The stream goes on.
    }
  }
}
