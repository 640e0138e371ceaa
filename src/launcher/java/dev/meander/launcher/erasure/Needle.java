package dev.meander.launcher.erasure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The bytes of ids, to be looked for in other bytes.
 *
 * @param ids not to be changed
 */
record Needle(List<byte[]> ids) {

  private static final int CHUNK = 1 << 20;

  static Needle of(String... ids) {
    return new Needle(Arrays.stream(ids).map(id -> id.getBytes(StandardCharsets.UTF_8)).toList());
  }

  boolean isIn(byte[] hay) {
    return isIn(hay, hay.length);
  }

  private boolean isIn(byte[] hay, int length) {
    return ids.stream().anyMatch(id -> isIn(id, hay, length));
  }

  private static boolean isIn(byte[] bytes, byte[] hay, int length) {
    for (int at = 0; at + bytes.length <= length; at++) {
      if (hay[at] == bytes[0]
          && Arrays.equals(hay, at, at + bytes.length, bytes, 0, bytes.length)) {
        return true;
      }
    }
    return false;
  }

  /** The files under a folder that hold the bytes. A file that goes meanwhile holds nothing. */
  List<Path> filesUnder(Path folder) throws IOException {
    List<Path> holding = new ArrayList<>();
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (attributes.isRegularFile() && isIn(file)) {
              holding.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (Files.exists(file)) {
              throw failure;
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return holding;
  }

  private boolean isIn(Path file) throws IOException {
    int longest = ids.stream().mapToInt(id -> id.length).max().orElse(0);
    byte[] window = new byte[CHUNK + longest];
    int kept = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(window, kept, CHUNK); read > 0; read = in.read(window, kept, CHUNK)) {
        int length = kept + read;
        if (isIn(window, length)) {
          return true;
        }
        kept = Math.min(longest - 1, length);
        System.arraycopy(window, length - kept, window, 0, kept);
      }
    }
    return false;
  }
}
