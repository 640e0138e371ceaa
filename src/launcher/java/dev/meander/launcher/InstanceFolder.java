package dev.meander.launcher;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The data folder of one instance, held by one process at a time; the lock falls with the process,
 * however it ends. While the instance is ready, a file tells the other commands where it answers.
 */
final class InstanceFolder implements Closeable {

  /** What {@code --fresh} deletes: our own folders and nothing else that may lie beside them. */
  private static final List<String> OURS =
      List.of("pulsar", "postgres", "redis", "logs", "replay", "import", "sample", "service");

  private static final JsonMapper JSON = new JsonMapper();

  private final Path path;
  private final FileChannel lock;

  private InstanceFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Makes the folder where it is absent and takes it.
   *
   * @throws CommandFailure when another instance has it
   * @throws IOException when it can't be written
   */
  static InstanceFolder open(Path path) throws IOException {
    Files.createDirectories(path);
    FileChannel channel =
        FileChannel.open(
            path.resolve("instance.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (lock(channel) == null) {
      channel.close();
      String where = facts(path).map(facts -> " (" + describe(facts) + ")").orElse("");
      throw new CommandFailure(
          "another instance runs on the data folder "
              + path
              + where
              + "; stop it or choose another folder with --data");
    }
    Files.deleteIfExists(factsFile(path));
    return new InstanceFolder(path, channel);
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static String describe(Map<String, String> facts) {
    return "process " + facts.get("pid") + ", " + facts.get("url");
  }

  Path path() {
    return path;
  }

  /** Deletes what earlier runs left. */
  void clear() throws IOException {
    for (String folder : OURS) {
      delete(path.resolve(folder));
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path done, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(done);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Tells other commands of the running instance. */
  void publish(Map<String, String> facts) throws IOException {
    Map<String, String> all = new TreeMap<>(facts);
    all.put("pid", Long.toString(ProcessHandle.current().pid()));
    JSON.writerWithDefaultPrettyPrinter().writeValue(factsFile(path).toFile(), all);
  }

  /** What the instance that runs on the folder published; empty when none does. */
  static Optional<Map<String, String>> facts(Path folder) throws IOException {
    if (!Files.isRegularFile(factsFile(folder))) {
      return Optional.empty();
    }
    Map<String, String> facts = new TreeMap<>();
    JSON.readTree(factsFile(folder).toFile())
        .properties()
        .forEach(fact -> facts.put(fact.getKey(), fact.getValue().asText()));
    boolean alive =
        ProcessHandle.of(Long.parseLong(facts.getOrDefault("pid", "0")))
            .map(ProcessHandle::isAlive)
            .orElse(false);
    return alive ? Optional.of(facts) : Optional.empty();
  }

  private static Path factsFile(Path folder) {
    return folder.resolve("instance.json");
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(factsFile(path));
    lock.close();
  }
}
