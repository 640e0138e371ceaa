package dev.meander.launcher;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs a command that stays in the foreground until SIGTERM, Ctrl-C or a closed terminal. The
 * signal interrupts it; it then closes what it opened, in its own order, and the process ends with
 * status 0, since being stopped is how such a command ends well.
 */
final class Foreground {

  /** Within this the process is gone, whatever hangs. */
  static final Duration STOP_LIMIT = Duration.ofMillis(14_500);

  /** A command that gives up when it is interrupted. */
  @FunctionalInterface
  interface Body {
    void run() throws Exception;
  }

  private final Thread thread = Thread.currentThread();
  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile boolean asked;
  private volatile boolean clean;

  private Foreground() {}

  /**
   * Returns when the body does.
   *
   * @throws Exception what the body threw, unless a signal had asked it to stop
   */
  static void run(Body body) throws Exception {
    new Foreground().guard(body);
  }

  private void guard(Body body) throws Exception {
    var hook = new Thread(this::stop, "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      body.run();
      clean = true;
    } catch (Exception e) {
      if (!asked) {
        throw e;
      }
      clean = isInterruption(e);
      if (!clean) {
        System.err.println("meander: " + e.getMessage());
      }
    } finally {
      finished.countDown();
      if (!asked) {
        Runtime.getRuntime().removeShutdownHook(hook);
      }
    }
  }

  /** Halts: the body's thread may wait in System.exit for this very hook. */
  private void stop() {
    asked = true;
    thread.interrupt();
    boolean ended = false;
    try {
      ended = finished.await(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    System.out.flush();
    System.err.flush();
    Runtime.getRuntime().halt(ended && clean ? 0 : 1);
  }

  private static boolean isInterruption(Exception e) {
    return e instanceof InterruptedException || e.getCause() instanceof InterruptedException;
  }
}
