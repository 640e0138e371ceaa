package dev.meander.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Wire forms as files under {@code src/test/resources}. To write them anew after a wanted change:
 * {@code ./mvnw test -Dtest=AnswerJsonTest -Dmeander.golden=write}, then read the difference.
 */
final class Golden {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private Golden() {}

  /** The JSON, indented, equals the file, fields in the same order. */
  static void check(String name, byte[] json) throws IOException {
    String seen = JSON.writeValueAsString(JSON.readTree(json)) + "\n";
    Path file =
        Path.of(
            System.getProperty("meander.basedir", ""),
            "src/test/resources/dev/meander/serving",
            name + ".json");
    if (System.getProperty("meander.golden", "").equals("write")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, seen);
    }
    assertEquals(Files.readString(file), seen);
  }
}
