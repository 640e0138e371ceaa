package dev.meander.launcher.terminal;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The progress of one piece of work: a bar that redraws itself on a terminal, a line every few
 * seconds elsewhere. Thread-safe. Lines that belong to the same stream go through {@link #line}, so
 * that the bar does not run into them.
 */
public final class Progress {

  private static final int BAR_WIDTH = 24;
  private static final String ERASE_LINE = "\r\u001b[K";

  private final PrintStream out;
  private final boolean terminal;
  private final LongSupplier nanoTime;
  private final long interval;
  private long drawnAt;
  private boolean drawn;

  Progress(PrintStream out, boolean terminal, LongSupplier nanoTime) {
    this.out = out;
    this.terminal = terminal;
    this.nanoTime = nanoTime;
    this.interval = (terminal ? Duration.ofMillis(100) : Duration.ofSeconds(5)).toNanos();
    this.drawnAt = nanoTime.getAsLong();
  }

  /** On standard error, so that standard output stays for results. */
  public static Progress onStandardError() {
    // The script looks at the file descriptor: Java's console() asks about others than this one.
    return new Progress(System.err, Boolean.getBoolean("meander.terminal"), System::nanoTime);
  }

  /**
   * Shows the state, unless the last one is too fresh.
   *
   * @param fraction done, 0 to 1; negative where unknown
   */
  public synchronized void update(double fraction, String text) {
    long now = nanoTime.getAsLong();
    if (now - drawnAt < interval) {
      return;
    }
    drawnAt = now;
    draw(fraction, text);
  }

  /** Shows the last state and ends the bar. */
  public synchronized void finish(double fraction, String text) {
    draw(fraction, text);
    if (terminal) {
      out.println();
    }
    out.flush();
    drawn = false;
  }

  /** Prints a line of its own. */
  public synchronized void line(String text) {
    if (drawn) {
      out.print(ERASE_LINE);
      drawn = false;
    }
    out.println(text);
    out.flush();
  }

  private void draw(double fraction, String text) {
    if (terminal) {
      out.print(ERASE_LINE + bar(fraction) + text);
      drawn = true;
    } else {
      out.println(percent(fraction) + text);
    }
    out.flush();
  }

  private static String bar(double fraction) {
    if (fraction < 0) {
      return "";
    }
    int full = (int) Math.round(Math.clamp(fraction, 0, 1) * BAR_WIDTH);
    return "[" + "#".repeat(full) + ".".repeat(BAR_WIDTH - full) + "] " + percent(fraction);
  }

  private static String percent(double fraction) {
    return fraction < 0 ? "" : "%3d %%  ".formatted(Math.round(Math.clamp(fraction, 0, 1) * 100));
  }
}
