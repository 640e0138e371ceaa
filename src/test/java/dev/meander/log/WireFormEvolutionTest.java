package dev.meander.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meander.event.EventKind;
import dev.meander.log.Corpus.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What was written to the log once is read for ever. The files of the corpus are recorded by their
 * checksums, the registered schema beside them. {@code -Dgolden.write=true} records what is new,
 * and nothing else.
 */
class WireFormEvolutionTest {

  private static final Path SUMS = Corpus.GOLDEN.resolve("events.sha256");
  private static final Path SCHEMA = Corpus.GOLDEN.resolve("BehaviorEvent.avsc");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> DECISIONS =
      Set.of("parked_mended", "parked_retried", "parked_discarded");

  private final EventCodec codec = new EventCodec();

  static List<Entry> events() throws IOException {
    return Corpus.entries().stream().filter(entry -> versions().contains(entry.version())).toList();
  }

  static List<Entry> decisions() throws IOException {
    return Corpus.entries().stream()
        .filter(entry -> entry.version() == ParkedDecisionForm.VERSION)
        .toList();
  }

  private static Set<Integer> versions() {
    Set<Integer> versions = new TreeSet<>(Upcasters.KNOWN.older().keySet());
    versions.add(EventEncoder.VERSION);
    return versions;
  }

  @ParameterizedTest
  @MethodSource("events")
  void every_event_of_the_corpus_is_read_and_is_of_the_kind_it_was(Entry entry) {
    var read = assertInstanceOf(LoggedEvent.Decoded.class, codec.decode(entry.wire()));
    assertEquals(entry.kind(), read.envelope().kind().wireName());
    byte[] again = codec.encode(read.envelope()).wire();
    var twice = assertInstanceOf(LoggedEvent.Decoded.class, codec.decode(again));
    assertEquals(read.envelope(), twice.envelope(), "written anew it says the same");
  }

  @ParameterizedTest
  @MethodSource("decisions")
  void every_decision_of_the_corpus_is_read_and_written_as_it_was(Entry entry) {
    var read = assertInstanceOf(LoggedEvent.Decision.class, codec.decode(entry.wire()));
    assertEquals(text(entry.wire()), text(codec.encode(read.decision())));
  }

  @Test
  void every_version_has_every_kind() throws IOException {
    Set<String> wanted = new TreeSet<>();
    for (int version : versions()) {
      for (EventKind kind : EventKind.values()) {
        wanted.add("v" + version + "-" + kind.wireName() + ".json");
      }
    }
    DECISIONS.forEach(kind -> wanted.add("v" + ParkedDecisionForm.VERSION + "-" + kind + ".json"));
    Corpus.entries().forEach(entry -> wanted.remove(entry.name()));
    assertEquals(Set.of(), wanted, "missing in the corpus");
  }

  @Test
  void no_entry_of_the_corpus_was_changed_or_taken_out() throws IOException {
    Map<String, String> recorded = new TreeMap<>();
    if (Files.exists(SUMS)) {
      for (String line : Files.readAllLines(SUMS)) {
        recorded.put(line.substring(66), line.substring(0, 64));
      }
    }
    Map<String, String> present = new TreeMap<>();
    Corpus.entries().forEach(entry -> present.put(entry.name(), sum(entry.wire())));
    if (Boolean.getBoolean("golden.write")) {
      present.forEach(recorded::putIfAbsent);
      Files.write(
          SUMS, recorded.entrySet().stream().map(e -> e.getValue() + "  " + e.getKey()).toList());
    }
    assertEquals(recorded, present);
  }

  @Test
  void the_registered_schema_can_take_the_place_of_the_recorded_one() throws IOException {
    JsonNode present = JSON.readTree(EventSchemaDefinition.AVRO);
    JsonNode recorded = Files.exists(SCHEMA) ? JSON.readTree(SCHEMA.toFile()) : present;
    assertEquals(
        List.of(),
        SchemaChange.breaks(recorded, present),
        "incompatible with what is in the logs: raise the version and read the old one as well");
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(SCHEMA, EventSchemaDefinition.AVRO);
    }
    assertEquals(
        List.of(),
        SchemaChange.additions(JSON.readTree(SCHEMA.toFile()), present),
        "compatible, and not recorded yet: -Dgolden.write=true");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"name\":\"query\",\"type\":[\"null\",\"string\"],\"default\":null},"
            + " | | query of searched is gone",
        "{\"name\":\"sessionId\",\"type\":[\"null\",\"string\"],\"default\":null},"
            + " | | sessionId of every kind is gone",
        "{\"name\":\"rating\",\"type\":[\"null\",\"int\"],\"default\":null}"
            + " | {\"name\":\"rating\",\"type\":[\"null\",\"int\"]}"
            + " | rating of item_reviewed was optional and is required",
        "{\"name\":\"occurredAt\",\"type\":\"long\" | {\"name\":\"occurredAt\",\"type\":\"string\""
            + " | occurredAt of every kind was \"long\" and is \"string\"",
        "{\"name\":\"granted\",\"type\":[\"null\",\"boolean\"],\"default\":null}"
            + " | {\"name\":\"granted\",\"type\":[\"null\",\"string\"],\"default\":null}"
            + " | granted of consent_changed was [\"null\",\"boolean\"] and is [\"null\",\"string\"]",
        "{\"name\":\"v\",\"type\":\"int\"},"
            + " | {\"name\":\"v\",\"type\":\"int\"},{\"name\":\"shop\",\"type\":\"string\"},"
            + " | shop of every kind is new and required",
      })
  void an_incompatible_change_is_refused_by_the_name_of_its_field_and_kinds(
      String taken, String given, String named) throws IOException {
    String changed = EventSchemaDefinition.AVRO.replace(taken, given == null ? "" : given);
    assertNotEquals(EventSchemaDefinition.AVRO, changed, "the change is one");
    assertEquals(
        named,
        String.join(
            "; ",
            SchemaChange.breaks(
                JSON.readTree(EventSchemaDefinition.AVRO), JSON.readTree(changed))));
  }

  @Test
  void a_field_of_the_item_is_named_with_its_place() throws IOException {
    String changed = EventSchemaDefinition.AVRO.replace("\"price\"", "\"cost\"");
    List<String> breaks =
        SchemaChange.breaks(JSON.readTree(EventSchemaDefinition.AVRO), JSON.readTree(changed));
    assertEquals(1, breaks.size());
    assertEquals("item.price of item_viewed", breaks.getFirst().substring(0, 25));
  }

  @Test
  void an_optional_field_more_is_compatible_and_is_told() throws IOException {
    String changed =
        EventSchemaDefinition.AVRO.replace(
            "{\"name\":\"price\"",
            "{\"name\":\"brand\",\"type\":[\"null\",\"string\"],\"default\":null},"
                + "{\"name\":\"price\"");
    JsonNode before = JSON.readTree(EventSchemaDefinition.AVRO);
    assertEquals(List.of(), SchemaChange.breaks(before, JSON.readTree(changed)));
    assertEquals(List.of("item.brand"), SchemaChange.additions(before, JSON.readTree(changed)));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
  }

  private static String sum(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
