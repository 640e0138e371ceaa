package dev.meander.launcher.embedded;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * What the three starts share: settings with chosen ports, the locked folder, and the list of
 * children, which knows a process from its first moment, so that a failed start leaves none behind.
 * The first failure ends the other starts: a taken port must not cost the broker's whole start.
 */
record StartContext(
    ServerSettings settings,
    DataFolder folder,
    Watchdog watchdog,
    Consumer<String> progress,
    List<ChildProcess> children,
    AtomicReference<RuntimeException> failure) {

  private static final Duration POLL = Duration.ofMillis(20);

  StartContext(
      ServerSettings settings, DataFolder folder, Watchdog watchdog, Consumer<String> progress) {
    this(
        settings,
        folder,
        watchdog,
        progress,
        new CopyOnWriteArrayList<>(),
        new AtomicReference<>());
  }

  ServerPorts ports() {
    return settings.ports();
  }

  /** Starts the command with the server's folder as working directory. */
  ChildProcess launch(ServerKind kind, String subfolder, List<String> command, StopSignal signal) {
    requireNoFailure();
    ChildProcess child =
        ChildProcess.start(kind, command, folder.of(subfolder), folder.log(kind), signal);
    children.add(child);
    watchdog.add(child.signal(), child.pid());
    folder.children().remember(child.handle());
    return child;
  }

  /**
   * Asks again and again until the server is ready.
   *
   * @throws EmbeddedServerException when the process ends or the time is over, with its log's tail
   */
  void awaitReady(ChildProcess child, Duration limit, BooleanSupplier ready) {
    Instant start = Instant.now();
    while (!ready.getAsBoolean()) {
      child.requireAlive();
      requireNoFailure();
      if (Duration.between(start, Instant.now()).compareTo(limit) > 0) {
        throw child.failure("is not ready after " + limit.toSeconds() + " s");
      }
      try {
        Thread.sleep(POLL);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw child.failure("was interrupted while starting");
      }
    }
    // The answer could have come from a stranger on the same port while ours died of the clash.
    child.requireAlive();
  }

  /** Stays the first one. */
  void fail(RuntimeException reason) {
    failure.compareAndSet(null, reason);
  }

  private void requireNoFailure() {
    RuntimeException reason = failure.get();
    if (reason != null) {
      throw reason;
    }
  }
}
