package dev.meander.launcher.replay;

import java.util.Optional;

/** The same record a number of times. */
final class RepeatedSource implements EventSource {

  private final ReplayRecord item;
  private final int times;
  private int given;

  RepeatedSource(ReplayRecord item, int times) {
    this.item = item;
    this.times = times;
  }

  @Override
  public Optional<ReplayRecord> next() {
    if (given == times) {
      return Optional.empty();
    }
    given++;
    return Optional.of(item);
  }

  @Override
  public double progress() {
    return (double) given / times;
  }

  @Override
  public void close() {}
}
