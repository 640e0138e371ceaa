package dev.meander.launcher.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The log file of one child process, its standard error included: at most {@value #LIMIT} bytes,
 * then it becomes {@code .1} and a new one begins, so a process takes at most twice that. Keeps the
 * tail in memory for error messages. One thread writes, any thread reads the tail.
 */
public final class RotatingLog {

  static final long LIMIT = 8L << 20;
  private static final int TAIL = 4096;

  private final Path file;
  private final long limit;
  private volatile @Nullable Thread thread;
  private byte[] tail = new byte[0];

  RotatingLog(Path file, long limit) {
    this.file = file;
    this.limit = limit;
  }

  /**
   * Begins to copy what a process says, on a daemon thread that ends with the process.
   *
   * @param title of the process, for the thread's name
   */
  public static RotatingLog follow(InputStream output, Path file, String title) {
    RotatingLog log = new RotatingLog(file, LIMIT);
    log.thread = Thread.ofPlatform().daemon().name(title + "-log").start(() -> log.copy(output));
    return log;
  }

  /** Waits a moment for the last words of a process that has ended. */
  public void join() {
    Thread follower = thread;
    if (follower == null) {
      return;
    }
    try {
      follower.join(Duration.ofSeconds(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public Path file() {
    return file;
  }

  /** Copies the stream into the log until it ends; returns then. */
  void copy(InputStream from) {
    byte[] buffer = new byte[8192];
    try {
      write(from, buffer);
    } catch (IOException e) {
      // A full disk must not stop the server, which would block once nobody drains its output.
      remember("[log ends: " + e.getMessage() + "]\n");
      drain(from, buffer);
    }
  }

  /** The last lines, at most 20, each ending in a line break; empty when nothing was written. */
  public synchronized String tail() {
    String[] lines = new String(tail, StandardCharsets.UTF_8).split("\n", -1);
    int last =
        lines.length > 0 && lines[lines.length - 1].isEmpty() ? lines.length - 1 : lines.length;
    return String.join("\n", Arrays.copyOfRange(lines, Math.max(0, last - 20), last));
  }

  private void write(InputStream from, byte[] buffer) throws IOException {
    OutputStream out = open();
    try {
      long written = Files.size(file);
      for (int length = from.read(buffer); length >= 0; length = from.read(buffer)) {
        remember(buffer, length);
        if (written + length > limit) {
          out.close();
          Files.move(file, previous(), StandardCopyOption.REPLACE_EXISTING);
          out = open();
          written = 0;
        }
        out.write(buffer, 0, length);
        written += length;
      }
    } finally {
      out.close();
    }
  }

  private void drain(InputStream from, byte[] buffer) {
    try {
      for (int length = from.read(buffer); length >= 0; length = from.read(buffer)) {
        remember(buffer, length);
      }
    } catch (IOException e) {
      remember("[output ends: " + e.getMessage() + "]\n");
    }
  }

  private void remember(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    remember(bytes, bytes.length);
  }

  private synchronized void remember(byte[] bytes, int length) {
    byte[] joined = Arrays.copyOf(tail, tail.length + length);
    System.arraycopy(bytes, 0, joined, tail.length, length);
    tail =
        joined.length > TAIL
            ? Arrays.copyOfRange(joined, joined.length - TAIL, joined.length)
            : joined;
  }

  private OutputStream open() throws IOException {
    return Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private Path previous() {
    return file.resolveSibling(file.getFileName() + ".1");
  }
}
