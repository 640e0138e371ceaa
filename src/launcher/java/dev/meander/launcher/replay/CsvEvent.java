package dev.meander.launcher.replay;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes a wire event of a row. A column is named as the wire field, a field of a field with a dot
 * ({@code item.id}); the levels of a category are joined by {@code >}; an empty cell is an absent
 * field. Without a column {@code eventId}, the id is derived from the row's content.
 */
final class CsvEvent {

  private enum Type {
    TEXT,
    WHOLE_NUMBER,
    BOOLEAN,
    CATEGORY
  }

  private static final Map<String, Type> FIELDS =
      Map.ofEntries(
          Map.entry("eventId", Type.TEXT),
          Map.entry("personId", Type.TEXT),
          Map.entry("kind", Type.TEXT),
          Map.entry("occurredAt", Type.TEXT),
          Map.entry("source", Type.TEXT),
          Map.entry("sessionId", Type.TEXT),
          Map.entry("item.id", Type.TEXT),
          Map.entry("item.category", Type.CATEGORY),
          Map.entry("item.name", Type.TEXT),
          Map.entry("item.price", Type.TEXT),
          Map.entry("dwellMs", Type.WHOLE_NUMBER),
          Map.entry("query", Type.TEXT),
          Map.entry("quantity", Type.WHOLE_NUMBER),
          Map.entry("amount", Type.TEXT),
          Map.entry("currency", Type.TEXT),
          Map.entry("rating", Type.WHOLE_NUMBER),
          Map.entry("text", Type.TEXT),
          Map.entry("path", Type.TEXT),
          Map.entry("referrer", Type.TEXT),
          Map.entry("granted", Type.BOOLEAN));

  private static final String CONTEXT = "context.";

  private static final JsonMapper JSON = new JsonMapper();

  private final List<String> header;

  private CsvEvent(List<String> header) {
    this.header = List.copyOf(header);
  }

  /**
   * @throws IOException naming the column that is unknown, repeated or missing
   */
  static CsvEvent ofHeader(List<String> header) throws IOException {
    Set<String> seen = new HashSet<>();
    for (String column : header) {
      boolean known = FIELDS.containsKey(column) || column.startsWith(CONTEXT);
      if (!known) {
        throw new IOException(
            "unknown column '%s'; known are %s and context.NAME"
                .formatted(column, String.join(", ", new TreeSet<>(FIELDS.keySet()))));
      }
      if (!seen.add(column)) {
        throw new IOException("column '" + column + "' stands twice");
      }
    }
    for (String needed : List.of("personId", "kind", "occurredAt")) {
      if (!seen.contains(needed)) {
        throw new IOException("column '" + needed + "' is missing");
      }
    }
    return new CsvEvent(header);
  }

  ReplayRecord parse(long line, String[] row) {
    if (row.length != header.size()) {
      return new ReplayRecord.Unreadable(
          line, header.size() + " cells wanted, found " + row.length);
    }
    ObjectNode event = JSON.createObjectNode();
    for (int i = 0; i < row.length; i++) {
      if (!row[i].isEmpty()) {
        try {
          put(event, header.get(i), row[i]);
        } catch (IllegalArgumentException e) {
          return new ReplayRecord.Unreadable(line, header.get(i) + ": " + e.getMessage());
        }
      }
    }
    if (!event.has("eventId")) {
      event.put("eventId", "csv:" + hash(row));
    }
    return new ReplayRecord.Event(line, event.path("personId").asText(), event.toString());
  }

  private static void put(ObjectNode event, String column, String cell) {
    int dot = column.indexOf('.');
    ObjectNode parent = dot < 0 ? event : event.withObjectProperty(column.substring(0, dot));
    String name = column.substring(dot + 1);
    switch (FIELDS.getOrDefault(column, Type.TEXT)) {
      case TEXT -> parent.put(name, cell);
      case WHOLE_NUMBER -> parent.put(name, wholeNumber(cell));
      case BOOLEAN -> parent.put(name, bool(cell));
      case CATEGORY -> {
        ArrayNode levels = parent.putArray(name);
        for (String level : cell.split(">", -1)) {
          levels.add(level.strip());
        }
      }
    }
  }

  private static long wholeNumber(String cell) {
    try {
      return Long.parseLong(cell.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("no whole number: " + cell, e);
    }
  }

  private static boolean bool(String cell) {
    return switch (cell.strip()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("neither true nor false: " + cell);
    };
  }

  private String hash(String[] row) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (int i = 0; i < row.length; i++) {
        // The column's name and a separator no cell can forge: a moved cell is another event.
        String cell = header.get(i) + '=' + row[i].length() + ':' + row[i] + '\n';
        digest.update(cell.getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
