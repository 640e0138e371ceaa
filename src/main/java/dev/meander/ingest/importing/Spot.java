package dev.meander.ingest.importing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value in a mapping file, JSON or YAML, that knows its line. */
sealed interface Spot {

  /** From 1. */
  int line();

  /** A text, a number or true and false, as written. */
  record Text(int line, String value) implements Spot {}

  /** A list. */
  record Items(int line, List<Spot> items) implements Spot {
    public Items {
      items = List.copyOf(items);
    }
  }

  /** Names with their values, in the file's order. */
  record Fields(int line, Map<String, Spot> fields) implements Spot {}

  /**
   * Reads a whole file; JSON where it begins with a brace, else YAML.
   *
   * @throws MappingException naming the line where it is neither
   */
  static Spot parse(String text) throws MappingException {
    JsonFactory factory =
        text.stripLeading().startsWith("{") ? new JsonFactory() : new YAMLFactory();
    try (JsonParser in = factory.createParser(text)) {
      if (in.nextToken() == null) {
        throw new MappingException(1, "the mapping is empty");
      }
      Spot whole = read(in);
      if (in.nextToken() != null) {
        throw new MappingException(lineOf(in), "one mapping is wanted, and here another begins");
      }
      return whole;
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
      throw new MappingException(line, e.getOriginalMessage().lines().findFirst().orElse(""), e);
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  private static Spot read(JsonParser in) throws IOException, MappingException {
    int line = lineOf(in);
    return switch (in.currentToken()) {
      case START_OBJECT -> fields(in, line);
      case START_ARRAY -> {
        List<Spot> items = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
          items.add(read(in));
        }
        yield new Items(line, items);
      }
      case VALUE_NULL -> new Text(line, "");
      default -> new Text(line, in.getText());
    };
  }

  private static Spot fields(JsonParser in, int line) throws IOException, MappingException {
    Map<String, Spot> fields = new LinkedHashMap<>();
    for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
      int at = lineOf(in);
      in.nextToken();
      if (fields.put(name, read(in)) != null) {
        throw new MappingException(at, "'" + name + "' stands twice");
      }
    }
    return new Fields(line, fields);
  }

  private static int lineOf(JsonParser in) {
    return in.currentTokenLocation().getLineNr();
  }
}
