package dev.meander.launcher.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ProgressTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private long now;

  @Test
  void without_a_terminal_there_are_plain_lines_now_and_then() {
    Progress progress = progress(false);
    for (int second = 1; second <= 12; second++) {
      now = Duration.ofSeconds(second).toNanos();
      progress.update(second / 12.0, second + " done");
    }
    progress.line("note");
    progress.finish(1, "all done");
    assertEquals(" 42 %  5 done\n 83 %  10 done\nnote\n100 %  all done\n", text());
  }

  @Test
  void a_terminal_has_one_bar_that_makes_room_for_lines() {
    Progress progress = progress(true);
    now = Duration.ofMillis(100).toNanos();
    progress.update(0.5, "half");
    progress.line("note");
    progress.finish(-1, "unknown end");
    String erase = "\r\u001b[K";
    assertEquals(
        erase
            + "[############............]  50 %  half"
            + erase
            + "note\n"
            + erase
            + "unknown end\n",
        text());
  }

  private Progress progress(boolean terminal) {
    return new Progress(new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal, () -> now);
  }

  private String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
