package dev.meander.launcher.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that fills a file system past a limit that lies a little above what was used at first.
 * Used by one thread.
 */
final class Filler {

  private static final long BEYOND = 64L << 20;
  private static final byte[] PIECE = new byte[4 << 20];

  private final Path file;
  private final FileStore store;
  private final long limit;

  private Filler(Path file, FileStore store, long limit) {
    this.file = file;
    this.store = store;
    this.limit = limit;
  }

  /**
   * @param room bytes between what is used now and the limit
   * @throws IOException when the file system has not twice the room that is needed
   */
  static Filler in(Path folder, long room) throws IOException {
    FileStore store = Files.getFileStore(folder);
    long wanted = 2 * (room + BEYOND);
    if (store.getUsableSpace() < wanted) {
      throw new IOException(
          "%s has %,d MiB of room; %,d are wanted"
              .formatted(folder, store.getUsableSpace() >> 20, wanted >> 20));
    }
    long used = store.getTotalSpace() - store.getUsableSpace();
    return new Filler(folder.resolve("filler"), store, used + room);
  }

  /** Of the file system, 0 to 1. */
  double limit() throws IOException {
    return (double) limit / store.getTotalSpace();
  }

  void fill() throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      while (store.getTotalSpace() - store.getUsableSpace() < limit + BEYOND) {
        out.write(PIECE);
      }
    }
  }

  void empty() throws IOException {
    boolean _ = Files.deleteIfExists(file);
  }
}
