package dev.meander.launcher.replay;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where one replay keeps its position: replaced atomically and forced to disk, and held by one
 * process at a time. Closing gives it back.
 */
public final class PositionFile implements Closeable {

  private static final JsonMapper JSON = new JsonMapper();

  private final Path file;
  private final FileChannel lockChannel;

  private PositionFile(Path file, FileChannel lockChannel) {
    this.file = file;
    this.lockChannel = lockChannel;
  }

  /**
   * @param name of the replay, safe as a file's name
   * @throws IOException when the folder can't be written or another process runs the same replay
   */
  public static PositionFile open(Path folder, String name) throws IOException {
    Files.createDirectories(folder);
    FileChannel channel =
        FileChannel.open(
            folder.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (lock(channel) == null) {
      channel.close();
      throw new IOException("the same replay is running already (" + folder.resolve(name) + ")");
    }
    return new PositionFile(folder.resolve(name + ".json"), channel);
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  Optional<Position> read() throws IOException {
    return read(Position.class);
  }

  /** What was written last, in the form it was written in; empty where nothing was. */
  public <T> Optional<T> read(Class<T> form) throws IOException {
    try {
      return Optional.of(JSON.readValue(file.toFile(), form));
    } catch (NoSuchFileException | java.io.FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /**
   * Replaces the position; when interrupted, the earlier one stays.
   *
   * @param position a record of values
   * @throws IOException when the disk is full or the folder gone
   */
  public void write(Object position) throws IOException, InterruptedException {
    try {
      replace(position);
    } catch (ClosedByInterruptException e) {
      Thread.interrupted();
      throw new InterruptedException("while the position was written");
    }
  }

  private void replace(Object position) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try (var channel =
        FileChannel.open(
            next,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(position));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Makes the next run start at the beginning. */
  public void forget() throws IOException {
    Files.deleteIfExists(file);
  }

  @Override
  public void close() throws IOException {
    lockChannel.close();
  }
}
