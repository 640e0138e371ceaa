package dev.meander.launcher.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PositionFileTest {

  private static final Position POSITION =
      new Position("run", "input", new Shape(4, 500, 8000), 16_000, 2, new Totals(15_990, 3, 7));

  @TempDir Path folder;

  @Test
  void a_position_comes_back_as_it_was_written_until_it_is_forgotten() throws Exception {
    try (var file = PositionFile.open(folder.resolve("new"), "one")) {
      assertEquals(Optional.empty(), file.read());
      file.write(POSITION);
    }
    try (var file = PositionFile.open(folder.resolve("new"), "one")) {
      assertEquals(Optional.of(POSITION), file.read());
      file.forget();
      assertEquals(Optional.empty(), file.read());
    }
  }

  @Test
  void the_same_replay_runs_once_at_a_time() throws IOException {
    var first = PositionFile.open(folder, "one");
    assertThrows(IOException.class, () -> PositionFile.open(folder, "one"));
    first.close();
    PositionFile.open(folder, "one").close();
  }
}
