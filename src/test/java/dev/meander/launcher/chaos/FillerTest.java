package dev.meander.launcher.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FillerTest {

  private static final long ROOM = 1L << 20;

  @TempDir Path folder;

  @Test
  void a_file_takes_what_is_left_below_the_limit_and_gives_it_back() throws IOException {
    Filler filler = Filler.in(folder, ROOM);
    assertTrue(filler.limit() > 0 && filler.limit() < 1, filler.limit() + "");
    filler.fill();
    assertTrue(Files.size(folder.resolve("filler")) > 0);
    filler.empty();
    assertFalse(Files.exists(folder.resolve("filler")));
    filler.empty();
  }

  @Test
  void a_file_system_without_the_room_is_refused() {
    IOException refused =
        assertThrows(IOException.class, () -> Filler.in(folder, Long.MAX_VALUE / 4));
    assertTrue(String.valueOf(refused.getMessage()).contains("MiB of room"));
  }

  @Test
  void the_last_line_tells_the_account_and_the_heap() {
    var verdict = new Verdict(0, 7, 1, 2, 3, List.of());
    assertEquals(
        "full=2 acknowledged=7 lost=1 doubled=2 reordered=3 heap=42",
        new FullDisk.Outcome(2, 41.6, verdict).toString());
  }
}
