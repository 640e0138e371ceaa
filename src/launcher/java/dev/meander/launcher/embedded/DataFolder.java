package dev.meander.launcher.embedded;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The data folder, locked for this process. The lock falls with the process that holds it, however
 * it ends; the file {@code servers.pids} then tells the next one which children to stop first.
 */
final class DataFolder implements AutoCloseable {

  /** What must be free before a start: a journal, a write-ahead log and a cache need room. */
  static final long MINIMUM_FREE = 1L << 30;

  /**
   * Asked before the lock file is opened: closing a second descriptor of it would drop the lock
   * that this process already holds.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path path;
  private final RandomAccessFile lockFile;
  private final FileLock lock;
  private final RememberedChildren children;

  private DataFolder(Path path, RandomAccessFile lockFile, FileLock lock) {
    this.path = path;
    this.lockFile = lockFile;
    this.lock = lock;
    this.children = new RememberedChildren(path.resolve("servers.pids"));
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
        folder.children.stopAll();
        folder.requireSpace(space.of(path));
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

  /** The processes that this folder's servers, and whoever uses them, run in. */
  RememberedChildren children() {
    return children;
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
}
