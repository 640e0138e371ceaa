package dev.meander.launcher.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Reads what was just acknowledged, again and again: how far do the answers lag behind? */
final class Follower implements AutoCloseable {

  /** A read model this close behind the log has caught up, on a machine that is busy too. */
  private static final Duration CLOSE = Duration.ofSeconds(1);

  private static final Duration POLL = Duration.ofMillis(10);

  private final Ledger ledger;
  private final People people;
  private final Gap reads = new Gap();
  private final Thread thread = Thread.ofVirtual().name("follower").unstarted(this::follow);
  private volatile long caughtUpWith = System.nanoTime();

  private Follower(Ledger ledger, People people) {
    this.ledger = ledger;
    this.people = people;
  }

  static Follower start(Ledger ledger, People people) {
    Follower follower = new Follower(ledger, people);
    follower.thread.start();
    return follower;
  }

  Gap reads() {
    return reads;
  }

  /**
   * Returns once an event that was acknowledged later than this was readable at once.
   *
   * @param since a time of {@link System#nanoTime}
   * @throws IOException when the limit passes
   */
  void awaitCaughtUp(long since, Duration limit) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (caughtUpWith - since < 0) {
      if (System.nanoTime() > deadline) {
        throw new IOException(
            "the answers have not caught up %d s after the blow".formatted(limit.toSeconds()));
      }
      Thread.sleep(POLL);
    }
  }

  private void follow() {
    try {
      while (true) {
        Ledger.Acknowledged newest = ledger.newest();
        if (newest != null && readable(newest)) {
          reads.success();
          if (System.nanoTime() - newest.at() < CLOSE.toNanos()) {
            caughtUpWith = newest.at();
          }
        }
        Thread.sleep(POLL);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks for as long as it is worth it: then a newer event is a better question. */
  private boolean readable(Ledger.Acknowledged event) throws InterruptedException {
    do {
      try {
        Optional<People.Interests> answer = people.interests(event.person());
        if (answer.isPresent()) {
          reads.success();
          if (answer.get().position().compareTo(event.position()) >= 0) {
            return true;
          }
        }
      } catch (IOException e) {
        // That there is no answer is what the gap between answers tells.
        Thread.sleep(POLL);
      }
      Thread.sleep(POLL);
    } while (System.nanoTime() - event.at() < CLOSE.toNanos());
    return false;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
