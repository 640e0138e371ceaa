package dev.meander.launcher.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerCacheTest {

  @TempDir private Path project = Path.of("");

  @Test
  void anotherLibraryOrAnotherStateOfOneNeedsAnotherCache() throws IOException {
    Path one = Files.createFile(project.resolve("one.jar"));
    Path two = Files.createFile(project.resolve("two.jar"));
    BrokerCache cache = BrokerCache.of(project, one.toString());
    assertEquals(cache, BrokerCache.of(project, one.toString()));
    assertNotEquals(cache, BrokerCache.of(project, one + File.pathSeparator + two));
    Files.setLastModifiedTime(one, FileTime.fromMillis(1));
    assertNotEquals(cache, BrokerCache.of(project, one.toString()));
  }

  @Test
  void aCacheIsUsedOnceItIsThereAndReplacesOlderOnes() throws IOException {
    BrokerCache cache =
        BrokerCache.of(project, Files.createFile(project.resolve("one.jar")).toString());
    assertFalse(cache.exists());
    assertEquals(List.of(), cache.startFlags());
    Path folder = Files.createDirectories(cache.file().getParent());
    Path older = Files.createFile(folder.resolve("older.aot"));
    cache.adopt(Files.createFile(project.resolve("made")));
    assertTrue(cache.exists());
    assertEquals("-XX:AOTCache=" + cache.file(), cache.startFlags().getFirst());
    assertFalse(Files.exists(older));
    cache.forget();
    assertFalse(cache.exists());
  }
}
