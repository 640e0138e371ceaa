package dev.meander.launcher;

import dev.meander.launcher.replay.ReplayListener;
import dev.meander.launcher.replay.Totals;
import dev.meander.launcher.terminal.Progress;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/** Tells a replay's progress on standard error. */
final class ReplayReport implements ReplayListener {

  /** Refusals told one by one; the rest is counted. */
  private static final int TOLD = 20;

  private final String label;
  private final Progress progress;
  private final LongFunction<String> place;
  private final long begun = System.nanoTime();
  private final AtomicLong refusals = new AtomicLong();
  private volatile long before;

  ReplayReport(String label, Progress progress) {
    this(label, progress, line -> "line " + line);
  }

  /**
   * @param place names the entry that a record's line stands for
   */
  ReplayReport(String label, Progress progress, LongFunction<String> place) {
    this.label = label;
    this.progress = progress;
    this.place = place;
  }

  @Override
  public void resumed(long records) {
    before = records;
    progress.line("resuming after record %,d of an interrupted run".formatted(records));
  }

  @Override
  public void advanced(Totals totals, double fraction) {
    progress.update(fraction, text(totals));
  }

  @Override
  public void refused(long line, String reason) {
    if (refusals.incrementAndGet() <= TOLD) {
      progress.line("refused %s: %s".formatted(place.apply(line), reason));
    }
  }

  @Override
  public void waiting(String why) {
    progress.line("waiting: " + why);
  }

  @Override
  public void answering() {
    progress.line("the service answers again");
  }

  void finish(Totals totals) {
    long untold = refusals.get() - TOLD;
    if (untold > 0) {
      progress.line("refused %,d more".formatted(untold));
    }
    progress.finish(1, text(totals));
  }

  private String text(Totals totals) {
    double seconds = Math.max(1e-3, (System.nanoTime() - begun) / 1e9);
    long sent = Math.max(0, totals.events() - before);
    return "%s: %,d events, %,.0f/s".formatted(label, totals.events(), sent / seconds);
  }
}
