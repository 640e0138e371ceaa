package dev.meander.packaging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.meander.RealServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README's commands, run as printed against the running service. */
@QuarkusTest
@WithTestResource(RealServers.class)
class ReadmeTest {

  private static final Pattern BLOCK =
      Pattern.compile("```(bash|json)\n(.*?)\n```", Pattern.DOTALL);
  private static final String PRINTED_ADDRESS = "http://127.0.0.1:8080";
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TestHTTPResource("/")
  URI address = URI.create(PRINTED_ADDRESS);

  private static Path root() {
    return Path.of(System.getProperty("meander.basedir", "."));
  }

  private static List<MatchResult> blocks() throws IOException {
    return BLOCK.matcher(Files.readString(root().resolve("README.md"))).results().toList();
  }

  @Test
  void everyRequestAnswersAsPrinted() throws Exception {
    List<MatchResult> blocks = blocks();
    int requests = 0;
    for (int i = 0; i + 1 < blocks.size(); i++) {
      if (blocks.get(i).group(2).startsWith("curl")) {
        requests++;
        assertEquals("json", blocks.get(i + 1).group(1), blocks.get(i).group(2));
        answersAs(JSON.readTree(blocks.get(i + 1).group(2)), blocks.get(i).group(2));
      }
    }
    assertTrue(requests >= 2, "the README shows how to write and to read");
  }

  /** Asks until the answer is as printed: a read follows its event after a moment. */
  private void answersAs(JsonNode printed, String command) throws Exception {
    JsonNode expected = comparable(printed);
    JsonNode seen = JSON.nullNode();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      seen = comparable(JSON.readTree(output(command)));
      if (seen.equals(expected)) {
        return;
      }
    }
    assertEquals(expected.toPrettyString(), seen.toPrettyString(), command);
  }

  /** Without what differs from run to run: place in the log, age and the model that shipped. */
  private static JsonNode comparable(JsonNode answer) {
    JsonNode copy = answer.deepCopy();
    for (JsonNode parent : copy.findParents("position")) {
      ((ObjectNode) parent).put("position", "any");
    }
    for (JsonNode parent : copy.findParents("ageMs")) {
      ((ObjectNode) parent).put("ageMs", 0);
    }
    return copy;
  }

  private String output(String command) throws IOException, InterruptedException {
    String here = address.toString().replaceFirst("/$", "");
    Process process =
        new ProcessBuilder("bash", "-c", command.replace(PRINTED_ADDRESS, here))
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), command + " printed " + output);
    return output;
  }

  @Test
  void theTwoCommandsAreThoseThatTheGateRuns() throws IOException {
    List<String> commands =
        blocks().stream()
            .map(block -> block.group(2))
            .filter(text -> text.startsWith("./meander"))
            .toList();
    assertEquals(List.of("./meander run", "./meander test"), commands);
    String gate = Files.readString(root().resolve(".ci/run"));
    for (String command : commands) {
      assertTrue(gate.lines().anyMatch(line -> line.strip().startsWith(command)), command);
    }
  }
}
