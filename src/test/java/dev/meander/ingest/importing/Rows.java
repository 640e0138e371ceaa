package dev.meander.ingest.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.meander.event.EventEnvelope;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Made-up rows, and what a mapping makes of one. */
final class Rows {

  private Rows() {}

  static Row of(List<String> columns, String... cells) {
    return new TestRow(1, columns, List.of(cells));
  }

  static EventEnvelope only(String mapping, Row row) throws MappingException {
    Imported imported = Mapping.parse(mapping).importer().read(row);
    List<EventEnvelope> events =
        assertInstanceOf(Imported.Events.class, imported, imported.toString()).events();
    assertEquals(1, events.size());
    return events.getFirst();
  }

  static Row row(Map<String, String> cells) {
    List<String> columns = cells.keySet().stream().sorted().toList();
    String[] content = columns.stream().map(cells::get).toArray(String[]::new);
    return new TestRow(1, columns, Arrays.asList(content));
  }

  private record TestRow(long line, List<String> columns, List<String> content) implements Row {
    @Override
    public String source() {
      return "orders";
    }

    @Override
    public @Nullable String value(String column) {
      int index = columns.indexOf(column);
      return index < 0 || content.get(index).isEmpty() ? null : content.get(index);
    }
  }
}
