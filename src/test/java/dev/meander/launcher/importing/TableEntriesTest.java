package dev.meander.launcher.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.meander.event.BehaviorEvent.Searched;
import dev.meander.ingest.importing.Imported;
import dev.meander.ingest.importing.Mapping;
import dev.meander.ingest.importing.MappingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TableEntriesTest {

  private static final String MAPPING =
      """
      event: {eventId: '{#file}:{#line}', personId: '{who}', kind: searched, query: '{q}', occurredAt: '2025-01-01'}
      """;

  @Test
  void csv_rows_have_lines_cells_and_quotes() throws Exception {
    assertEquals(
        List.of("f:2 ada tea, \"black\"\nor green", "f:4 bob x", "5: 2 cells wanted, found 3"),
        csv("who,q\nada,\"tea, \"\"black\"\"\nor green\"\nbob,x\na,b,c\n", MAPPING, UTF_8));
  }

  @Test
  void separator_charset_and_columns_are_the_mappings() throws Exception {
    String mapping = "separator: ';'\ncharset: windows-1252\ncolumns: [q, who]\n" + MAPPING;
    assertEquals(
        List.of("f:1 Zoé thé"), csv("thé;Zoé\n", mapping, Charset.forName("windows-1252")));
  }

  @Test
  void a_byte_order_mark_is_no_part_of_the_first_column() throws Exception {
    assertEquals(List.of("f:2 ada x"), csv("\uFEFFwho,q\nada,x\n", MAPPING, UTF_8));
  }

  @Test
  void a_column_that_is_not_there_is_named_with_those_that_are() {
    var wrong = assertThrows(IOException.class, () -> csv("name,q\n", MAPPING, UTF_8));
    assertEquals("f.csv has no column 'who'; it has name, q", wrong.getMessage());
    assertThrows(IOException.class, () -> csv("who,q,q\n", MAPPING, UTF_8));
    assertThrows(IOException.class, () -> csv("", MAPPING, UTF_8));
  }

  @Test
  void bytes_of_another_charset_are_an_error_and_not_question_marks() {
    assertThrows(
        IOException.class, () -> csv("who,q\nZo\u00e9,x\n", MAPPING, StandardCharsets.ISO_8859_1));
  }

  @Test
  void ndjson_columns_are_paths() throws Exception {
    String mapping = MAPPING.replace("{who}", "{author.name}").replace("{q}", "{tags.1} {a.b?}");
    String lines =
        """
        {"author": {"name": "ada"}, "tags": ["x", 7], "a.b": "dotted"}
        no json
        [1]
        {"author": {"name": null}, "tags": ["x", true]}
        """;
    List<String> read = new ArrayList<>();
    EntryReader entries =
        NdjsonEntries.format(Mapping.parse(mapping).importer())
            .open(Path.of("f.jsonl"), stream(lines, UTF_8));
    collect(entries, read);
    assertEquals("f:1 ada 7 dotted", read.getFirst());
    assertEquals("3: no JSON object", read.get(2));
    assertEquals("4: personId: is missing", read.get(3));
  }

  private static final Charset UTF_8 = StandardCharsets.UTF_8;

  private static List<String> csv(String text, String mapping, Charset charset)
      throws IOException, MappingException {
    Mapping read = Mapping.parse(mapping);
    List<String> found = new ArrayList<>();
    collect(
        CsvEntries.format(read.table(), read.importer())
            .open(Path.of("f.csv"), stream(text, charset)),
        found);
    return found;
  }

  private static ByteArrayInputStream stream(String text, Charset charset) {
    return new ByteArrayInputStream(text.getBytes(charset));
  }

  private static void collect(EntryReader entries, List<String> found) throws IOException {
    for (Optional<EntryReader.Entry> next = entries.next();
        next.isPresent();
        next = entries.next()) {
      found.add(shown(next.get()));
    }
  }

  private static String shown(EntryReader.Entry entry) {
    return switch (entry.meaning()) {
      case Imported.Malformed(String reason) -> entry.line() + ": " + reason;
      case Imported.LeftOut(String reason) -> entry.line() + ": " + reason;
      case Imported.Events(var events) -> {
        var event = events.getFirst();
        String query = event.event() instanceof Searched(String text) ? text : "";
        yield event.eventId().value() + " " + event.personId().value() + " " + query;
      }
    };
  }
}
