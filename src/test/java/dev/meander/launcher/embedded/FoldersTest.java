package dev.meander.launcher.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {
  private static final int ROUNDS = 300;

  @TempDir Path parent;

  /** Each round is a first time; who looks before moving sees nobody and collides in many. */
  @Test
  void twoWhoPlaceTheSameAtOnceBothFindItWhole() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (int round = 0; round < ROUNDS; round++) {
        Path home = parent.resolve("home" + round);
        CountDownLatch both = new CountDownLatch(2);
        Path first = unpacked("first");
        Path second = unpacked("second");
        Future<String> one = threads.submit(() -> placed(first, home, both));
        Future<String> other = threads.submit(() -> placed(second, home, both));
        assertEquals(one.get(), other.get(), "both use the winner's");
        Folders.delete(home);
        assertEquals(List.of(), names(parent), "nothing is left of the loser's");
      }
    }
  }

  /** Spins until the other is there too: whoever had to be woken would come too late to collide. */
  private static String placed(Path fresh, Path home, CountDownLatch both) throws IOException {
    both.countDown();
    while (both.getCount() > 0) {
      Thread.onSpinWait();
    }
    Folders.place(fresh, home);
    return Files.readString(home.resolve("bin/program"));
  }

  @Test
  void whatIsThereAlreadyStays() throws IOException {
    Path home = parent.resolve("home");
    Folders.place(unpacked("first"), home);
    Folders.place(unpacked("second"), home);
    assertEquals("first", Files.readString(home.resolve("bin/program")));
    assertEquals(List.of("home"), names(parent));
  }

  @Test
  void aPlaceThatCannotBeTakenIsTold() throws IOException {
    Path home = Files.writeString(parent.resolve("home"), "a file");
    Path fresh = unpacked("fresh");
    assertThrows(FileSystemException.class, () -> Folders.place(fresh, home));
    assertEquals("a file", Files.readString(home));
  }

  private Path unpacked(String text) throws IOException {
    Path fresh = Files.createTempDirectory(parent, "fresh-");
    Files.writeString(Files.createDirectory(fresh.resolve("bin")).resolve("program"), text);
    return fresh;
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
