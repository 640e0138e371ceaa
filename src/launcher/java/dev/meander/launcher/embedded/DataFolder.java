package dev.meander.launcher.embedded;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The data folder, locked for this process. The lock falls with the process that holds it, however
 * it ends; the file {@code servers.pids} then tells the next one which children to stop first.
 */
final class DataFolder implements AutoCloseable {

  /** What must be free before a start: a journal, a write-ahead log and a cache need room. */
  static final long MINIMUM_FREE = 1L << 30;

  private static final Duration STALE_STOP = Duration.ofSeconds(12);

  /**
   * Asked before the lock file is opened: closing a second descriptor of it would drop the lock
   * that this process already holds.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final RandomAccessFile lockFile;
  private final FileLock lock;

  private DataFolder(Path path, RandomAccessFile lockFile, FileLock lock) {
    this.path = path;
    this.lockFile = lockFile;
    this.lock = lock;
  }

  /**
   * Locks the folder, made when absent, and stops what an earlier process left running there.
   *
   * @throws EmbeddedServerException when another instance holds it, naming folder and process, or
   *     less than {@link #MINIMUM_FREE} bytes are free
   */
  static DataFolder open(Path path) {
    return open(path, folder -> Files.getFileStore(folder).getUsableSpace());
  }

  /** Free bytes where a folder lies. */
  @FunctionalInterface
  interface UsableSpace {
    long of(Path folder) throws IOException;
  }

  static DataFolder open(Path path, UsableSpace space) {
    if (!HELD.add(path)) {
      throw inUse(path, Long.toString(ProcessHandle.current().pid()));
    }
    boolean opened = false;
    try {
      DataFolder folder = locked(path, space);
      opened = true;
      return folder;
    } finally {
      if (!opened) {
        HELD.remove(path);
      }
    }
  }

  private static DataFolder locked(Path path, UsableSpace space) {
    try {
      Files.createDirectories(path.resolve("logs"));
      RandomAccessFile file = new RandomAccessFile(path.resolve("servers.lock").toFile(), "rw");
      try {
        DataFolder folder = new DataFolder(path, file, lock(path, file));
        folder.requireSpace(space.of(path));
        folder.stopStale();
        return folder;
      } catch (IOException | RuntimeException e) {
        file.close();
        throw e;
      }
    } catch (IOException e) {
      throw new EmbeddedServerException("the data folder " + path + " can't be used", e);
    }
  }

  private static FileLock lock(Path path, RandomAccessFile file) throws IOException {
    Optional<FileLock> lock = Optional.ofNullable(file.getChannel().tryLock());
    if (lock.isEmpty()) {
      throw inUse(path, file.length() == 0 ? "unknown" : file.readLine());
    }
    file.setLength(0);
    file.write(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII));
    return lock.get();
  }

  private static EmbeddedServerException inUse(Path path, String owner) {
    return new EmbeddedServerException(
        "the data folder %s is in use by process %s: stop that one or choose another folder"
            .formatted(path, owner));
  }

  Path path() {
    return path;
  }

  /** The sub-folder of a server, made when absent. */
  Path of(String name) {
    Path folder = path.resolve(name);
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new EmbeddedServerException("the folder " + folder + " can't be made", e);
    }
  }

  Path log(ServerKind kind) {
    return path.resolve("logs").resolve(kind.title() + ".log");
  }

  /** Writes down a child, so that the next start finds it should we die. */
  synchronized void remember(ChildProcess child) {
    ProcessHandle handle = child.handle();
    String line = handle.pid() + " " + started(handle) + "\n";
    try {
      Files.writeString(pids(), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new EmbeddedServerException("the file " + pids() + " can't be written", e);
    }
  }

  /** Every child has ended. */
  synchronized void forgetChildren() {
    try {
      Files.deleteIfExists(pids());
    } catch (IOException e) {
      throw new EmbeddedServerException("the file " + pids() + " can't be deleted", e);
    }
  }

  @Override
  public void close() {
    try {
      lock.release();
      lockFile.close();
      HELD.remove(path);
    } catch (IOException e) {
      throw new EmbeddedServerException("the data folder " + path + " can't be released", e);
    }
  }

  private void requireSpace(long free) {
    if (free < MINIMUM_FREE) {
      throw new EmbeddedServerException(
          "only %d MiB are free where %s lies, at least %d MiB are needed to start"
              .formatted(free >> 20, path, MINIMUM_FREE >> 20));
    }
  }

  private void stopStale() throws IOException {
    if (!Files.exists(pids())) {
      return;
    }
    List<ProcessHandle> stale =
        Files.readAllLines(pids()).stream()
            .map(DataFolder::child)
            .flatMap(Optional::stream)
            .toList();
    // Most likely their watchdog has asked them already; a second request does no harm.
    stale.forEach(ProcessHandle::destroy);
    Instant deadline = Instant.now().plus(STALE_STOP);
    for (ProcessHandle handle : stale) {
      awaitEnd(handle, Duration.between(Instant.now(), deadline));
    }
    forgetChildren();
  }

  /** The process of a line, if it still lives: pid and start must agree, for pids come round. */
  private static Optional<ProcessHandle> child(String line) {
    String[] parts = line.split(" ", -1);
    return parts.length < 2
        ? Optional.empty()
        : ProcessHandle.of(Long.parseLong(parts[0]))
            .filter(handle -> started(handle).equals(parts[1]));
  }

  private static String started(ProcessHandle handle) {
    return handle.info().startInstant().map(Instant::toString).orElse("unknown");
  }

  private void awaitEnd(ProcessHandle handle, Duration left) {
    try {
      handle.onExit().get(Math.max(1, left.toMillis()), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      handle.destroyForcibly();
      handle.onExit().join();
    } catch (ExecutionException e) {
      throw new EmbeddedServerException("the old process " + handle.pid() + " can't be awaited", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Path pids() {
    return path.resolve("servers.pids");
  }
}
