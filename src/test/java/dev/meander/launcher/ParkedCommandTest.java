package dev.meander.launcher;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.meander.RealServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.pulsar.client.api.HashingScheme;
import org.apache.pulsar.client.api.Producer;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.PulsarClientException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was put aside, as somebody at a terminal deals with it. */
@QuarkusTest
@WithTestResource(RealServers.class)
class ParkedCommandTest {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir Path folder;

  @TestHTTPResource("/")
  URI address = URI.create("http://127.0.0.1/");

  @ConfigProperty(name = "pulsar.client.serviceUrl")
  String broker = "";

  private final String person = "parked-" + UUID.randomUUID();

  @Test
  void an_entry_is_listed_shown_mended_and_retried() throws IOException {
    String position = putAside();
    JsonNode shown = new JsonMapper().readTree(String.join("\n", run(0, "show", position)));
    assertEquals(person, shown.at("/event/personId").asText(), shown::toString);
    assertEquals(9, shown.at("/event/v").asInt());
    Path mended = Files.writeString(folder.resolve("mended.json"), event(1));
    assertEquals("mended=1", run(0, "mend", position, mended.toString()).getLast());
    assertTrue(line(position).orElseThrow().endsWith(" mended"));
    assertEquals("retried=1 still=0", run(0, "retry", position).getLast());
    assertEquals(Map.of("item_viewed", 1), ImportCommandTest.counts(person, 1));
    assertEquals(Optional.empty(), line(position));
    assertEquals(List.of(), run(1, "show", position));
  }

  @Test
  void an_entry_that_stays_bad_is_told_of_and_can_be_discarded() throws IOException {
    String position = putAside();
    assertEquals("retried=1 still=1", run(1, "retry", position).getLast());
    assertEquals("discarded=1", run(0, "discard", position).getLast());
    assertEquals(Optional.empty(), line(position));
    assertEquals(List.of(), run(1, "discard", position));
  }

  /** An entry of a version that is yet to come; where it stands. */
  private String putAside() throws PulsarClientException {
    try (PulsarClient client = PulsarClient.builder().serviceUrl(broker).build();
        Producer<byte[]> producer =
            client
                .newProducer()
                .topic("persistent://meander/default/behavior-events")
                .hashingScheme(HashingScheme.JavaStringHash)
                .create()) {
      var _ =
          producer.newMessage().key(person).value(event(9).getBytes(StandardCharsets.UTF_8)).send();
    }
    return await().atMost(PATIENCE).until(this::mine, Optional::isPresent).orElseThrow();
  }

  /** The form of the log. */
  private String event(int version) {
    return """
        {"v":%1$d,"tenant":"default","eventId":"%2$s-1","personId":"%2$s","kind":"item_viewed",\
        "occurredAt":1740830400000,"item":{"id":"i","category":["parked"]}}"""
        .formatted(version, person);
  }

  /** Of all that the tests have put aside, that of this person. */
  private Optional<String> mine() {
    return run(0, "list").stream()
        .filter(line -> line.contains("UNKNOWN_VERSION"))
        .map(line -> line.substring(0, line.indexOf(' ')))
        .filter(position -> String.join("", run(0, "show", position)).contains(person))
        .findFirst();
  }

  private Optional<String> line(String position) {
    List<String> lines = run(0, "list");
    assertTrue(lines.getLast().matches("people=\\d+ entries=\\d+ left=\\d+"), lines::toString);
    return lines.stream().filter(line -> line.startsWith(position + " ")).findFirst();
  }

  /** What the command prints. */
  private List<String> run(int status, String... what) {
    List<String> words = new ArrayList<>(List.of("parked"));
    words.addAll(Arrays.asList(what));
    words.addAll(List.of("--url", address.toString()));
    var output = new ByteArrayOutputStream();
    PrintStream before = System.out;
    try (var captured = new PrintStream(output, true, StandardCharsets.UTF_8)) {
      System.setOut(captured);
      assertEquals(status, Launcher.commandLine().execute(words.toArray(String[]::new)));
    } finally {
      System.setOut(before);
    }
    return output.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
