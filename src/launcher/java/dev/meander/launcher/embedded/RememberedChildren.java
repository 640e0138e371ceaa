package dev.meander.launcher.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The processes of one data folder, written down so that the next start finds those that outlived
 * whoever started them and its watchdog. Thread-safe; the folder's lock keeps other processes out.
 */
final class RememberedChildren {

  private static final Duration STOP_LIMIT = Duration.ofSeconds(12);

  private final Path file;

  RememberedChildren(Path file) {
    this.file = file;
  }

  /** Writes down a process. */
  synchronized void remember(ProcessHandle child) {
    String line = child.pid() + " " + started(child) + "\n";
    try {
      Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new EmbeddedServerException("the file " + file + " can't be written", e);
    }
  }

  /** Every one has ended. */
  synchronized void forget() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new EmbeddedServerException("the file " + file + " can't be deleted", e);
    }
  }

  /**
   * Stops those that still live, in good order where they let it, and returns when all are gone.
   */
  synchronized void stopAll() throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    List<ProcessHandle> alive =
        Files.readAllLines(file).stream()
            .map(RememberedChildren::child)
            .flatMap(Optional::stream)
            .toList();
    // Most likely their watchdog has asked them already; a second request does no harm.
    alive.forEach(ProcessHandle::destroy);
    Instant deadline = Instant.now().plus(STOP_LIMIT);
    for (ProcessHandle child : alive) {
      awaitEnd(child, Duration.between(Instant.now(), deadline));
    }
    forget();
  }

  /** The process of a line, if it still lives: pid and start must agree, for pids come round. */
  private static Optional<ProcessHandle> child(String line) {
    String[] parts = line.split(" ", -1);
    return parts.length < 2
        ? Optional.empty()
        : ProcessHandle.of(Long.parseLong(parts[0]))
            .filter(child -> started(child).equals(parts[1]));
  }

  private static String started(ProcessHandle child) {
    return child.info().startInstant().map(Instant::toString).orElse("unknown");
  }

  private static void awaitEnd(ProcessHandle child, Duration left) {
    try {
      child.onExit().get(Math.max(1, left.toMillis()), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      child.destroyForcibly();
      child.onExit().join();
    } catch (ExecutionException e) {
      throw new EmbeddedServerException("the old process " + child.pid() + " can't be awaited", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
