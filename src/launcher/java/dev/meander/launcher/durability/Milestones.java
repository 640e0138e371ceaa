package dev.meander.launcher.durability;

import dev.meander.launcher.replay.ReplayListener;
import dev.meander.launcher.replay.Totals;
import java.util.function.Consumer;

/** How far a replay came, for a thread that waits for it. Thread-safe. */
final class Milestones implements ReplayListener {

  private final Consumer<String> progress;
  private double reached;
  private boolean finished;

  Milestones(Consumer<String> progress) {
    this.progress = progress;
  }

  /** Returns when the replay has come so far, or false when it ended before. */
  synchronized boolean await(double fraction) throws InterruptedException {
    while (reached < fraction && !finished) {
      wait();
    }
    return !finished;
  }

  synchronized void finish() {
    finished = true;
    notifyAll();
  }

  @Override
  public synchronized void advanced(Totals totals, double fraction) {
    reached = fraction;
    notifyAll();
  }

  @Override
  public void resumed(long records) {
    progress.accept("resumed after record " + records);
  }

  @Override
  public void refused(long line, String reason) {
    progress.accept("refused line %d: %s".formatted(line, reason));
  }

  @Override
  public void waiting(String why) {
    progress.accept("waiting: " + why);
  }

  @Override
  public void answering() {
    progress.accept("the service answers again");
  }
}
