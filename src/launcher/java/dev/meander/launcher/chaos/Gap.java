package dev.meander.launcher.chaos;

import java.time.Duration;

/** The longest time without a success since the last {@link #begin}. Thread-safe. */
final class Gap {

  private long last = System.nanoTime();
  private long longest;

  synchronized void success() {
    long now = System.nanoTime();
    longest = Math.max(longest, now - last);
    last = now;
  }

  /** Forgets what was; the time since the last success goes on. */
  synchronized void begin() {
    longest = 0;
  }

  /** The one that still lasts counts too. */
  synchronized Duration longest() {
    return Duration.ofNanos(Math.max(longest, System.nanoTime() - last));
  }
}
