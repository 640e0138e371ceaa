package dev.meander.launcher.erasure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NeedleTest {

  private final Needle needle = Needle.of("口红-ada");

  @Test
  void it_is_found_where_it_stands_and_nowhere_else() {
    assertTrue(needle.isIn("x口红-ada".getBytes(StandardCharsets.UTF_8)));
    assertTrue(needle.isIn("口红-ada".getBytes(StandardCharsets.UTF_8)));
    assertFalse(needle.isIn("口红-ad".getBytes(StandardCharsets.UTF_8)));
    assertFalse(needle.isIn(new byte[0]));
  }

  @Test
  void it_is_found_in_a_file_wherever_a_read_ends(@TempDir Path folder) throws IOException {
    byte[] id = needle.ids().getFirst();
    for (int shift = 0; shift <= id.length; shift++) {
      byte[] content = new byte[(1 << 20) + 100];
      System.arraycopy(id, 0, content, (1 << 20) - shift, id.length);
      Path file = Files.write(folder.resolve("found"), content);
      assertEquals(List.of(file), needle.filesUnder(folder), "shift " + shift);
      content[(1 << 20) - shift] = 'x';
      Files.write(file, content);
      assertEquals(List.of(), needle.filesUnder(folder), "shift " + shift);
    }
  }
}
