package dev.meander.launcher.sample;

import dev.meander.event.EventEnvelope;
import dev.meander.launcher.replay.EventSource;
import dev.meander.launcher.replay.ReplayRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The sample stream as a source of a replay; progress is the share of its days. */
public final class SampleSource implements EventSource {

  private final SampleStream stream;
  private final Instant begin;
  private final double whole;
  private Instant reached;
  private long line;

  public SampleSource(SampleSettings settings) {
    stream = new SampleStream(settings);
    begin = settings.start().atStartOfDay(DayLog.ZONE).toInstant();
    whole = Duration.ofDays(settings.days()).toMillis();
    reached = begin;
  }

  @Override
  public Optional<ReplayRecord> next() {
    if (!stream.hasNext()) {
      return Optional.empty();
    }
    EventEnvelope event = stream.next();
    reached = event.occurredAt();
    line++;
    return Optional.of(
        new ReplayRecord.Event(line, event.personId().value(), WireForm.line(event)));
  }

  @Override
  public double progress() {
    return Math.clamp(Duration.between(begin, reached).toMillis() / whole, 0, 1);
  }

  @Override
  public void close() {
    // Nothing is held open.
  }
}
