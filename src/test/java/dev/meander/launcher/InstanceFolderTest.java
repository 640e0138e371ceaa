package dev.meander.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InstanceFolderTest {

  @TempDir Path folder;

  @Test
  void fresh_deletes_what_is_ours_and_nothing_else() throws IOException {
    Path ours = Files.createDirectories(folder.resolve("pulsar/ledgers")).resolve("1.log");
    Path theirs = Files.createDirectories(folder.resolve("photos")).resolve("cat.jpg");
    Path outside = Files.createDirectories(folder.resolve("outside")).resolve("kept");
    for (Path file : new Path[] {ours, theirs, outside}) {
      Files.writeString(file, "x");
    }
    Files.createSymbolicLink(folder.resolve("pulsar/link"), folder.resolve("outside"));
    try (var instance = InstanceFolder.open(folder)) {
      instance.clear();
    }
    assertTrue(Files.notExists(folder.resolve("pulsar")));
    assertTrue(Files.exists(theirs));
    assertTrue(Files.exists(outside));
  }

  @Test
  void a_running_instance_tells_where_it_answers_and_a_stopped_one_nothing() throws IOException {
    try (var instance = InstanceFolder.open(folder)) {
      assertEquals(Optional.empty(), InstanceFolder.facts(folder));
      instance.publish(Map.of("url", "http://127.0.0.1:1"));
      Map<String, String> facts = InstanceFolder.facts(folder).orElseThrow();
      assertEquals("http://127.0.0.1:1", facts.get("url"));
      assertEquals(Long.toString(ProcessHandle.current().pid()), facts.get("pid"));
    }
    assertEquals(Optional.empty(), InstanceFolder.facts(folder));
  }
}
