package dev.meander.launcher.embedded;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Deleting folders, and putting them where they belong. */
public final class Folders {

  private Folders() {}

  /**
   * Deletes the folder and all in it, without following links; no folder is fine too.
   *
   * @throws IOException when something in it can't be deleted
   */
  public static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path one : all) {
      Files.deleteIfExists(one);
    }
  }

  /**
   * Moves a folder to where it belongs, in one step. Where there is a folder already, another
   * process's for instance that made the same meanwhile, that one stays and {@code fresh} is
   * deleted. Nobody sees a part of either.
   *
   * @param fresh with something in it, on the same file system
   * @throws IOException when it can't be moved for another reason, or not deleted
   */
  static void place(Path fresh, Path home) throws IOException {
    try {
      Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      // To look first would help nobody: the other may come between the look and the move.
      if (!Files.isDirectory(home)) {
        throw e;
      }
      delete(fresh);
    }
  }
}
