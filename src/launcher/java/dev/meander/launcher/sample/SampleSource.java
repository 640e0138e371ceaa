package dev.meander.launcher.sample;

import dev.meander.event.EventEnvelope;
import dev.meander.launcher.replay.EventSource;
import dev.meander.launcher.replay.ReplayRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A sample stream that goes out as it is made, without a file in between. */
public final class SampleSource implements EventSource {

  private final SampleStream events;
  private final Instant begin;
  private final double length;
  private Instant reached;
  private long count;

  public SampleSource(SampleSettings settings) {
    this.events = new SampleStream(settings);
    this.begin = settings.start().atStartOfDay(DayLog.ZONE).toInstant();
    Instant end = settings.start().plusDays(settings.days()).atStartOfDay(DayLog.ZONE).toInstant();
    this.length = Duration.between(begin, end).toMillis();
    this.reached = begin;
  }

  @Override
  public Optional<ReplayRecord> next() {
    if (!events.hasNext()) {
      reached = begin.plusMillis((long) length);
      return Optional.empty();
    }
    EventEnvelope event = events.next();
    reached = event.occurredAt();
    count++;
    return Optional.of(
        new ReplayRecord.Event(count, event.personId().value(), WireForm.line(event)));
  }

  /** The share of the stream's days that is behind. */
  @Override
  public double progress() {
    return Math.clamp(Duration.between(begin, reached).toMillis() / length, 0, 1);
  }

  /** Nothing is open. */
  @Override
  public void close() {}
}
