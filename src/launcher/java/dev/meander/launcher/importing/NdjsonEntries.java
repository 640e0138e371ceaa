package dev.meander.launcher.importing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.meander.ingest.importing.Imported;
import dev.meander.ingest.importing.Row;
import dev.meander.ingest.importing.RowImporter;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file with a JSON object on each line. A column is a field, or a path to a field of a field or
 * an element of a list: {@code order.lines.0.sku}.
 */
public final class NdjsonEntries {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private NdjsonEntries() {}

  /**
   * @param importer keeps what it knows from one file to the next
   */
  public static EntryReader.Format format(RowImporter importer) {
    return (Path file, InputStream content) -> {
      String source = Names.source(file);
      return LineEntries.format((number, line) -> read(source, number, line, importer))
          .open(file, content);
    };
  }

  private static Imported read(String source, long number, String line, RowImporter importer) {
    JsonNode object;
    try {
      object = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      return new Imported.Malformed("no JSON: " + e.getOriginalMessage());
    }
    if (!object.isObject()) {
      return new Imported.Malformed("no JSON object");
    }
    return importer.read(new Fields(source, number, object, List.of(line.strip())));
  }

  private record Fields(String source, long line, JsonNode object, List<String> content)
      implements Row {

    @Override
    public @Nullable String value(String column) {
      JsonNode found = object.path(column);
      if (found.isMissingNode()) {
        found = object;
        for (String step : column.split("\\.", -1)) {
          boolean index = found.isArray() && step.matches("\\d{1,6}");
          found = index ? found.path(Integer.parseInt(step)) : found.path(step);
        }
      }
      String text = found.isValueNode() && !found.isNull() ? found.asText() : "";
      return text.isEmpty() ? null : text;
    }
  }
}
