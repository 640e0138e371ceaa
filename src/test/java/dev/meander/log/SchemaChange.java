package dev.meander.log;

import com.fasterxml.jackson.databind.JsonNode;
import dev.meander.event.EventField;
import dev.meander.event.EventKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What has changed between two Avro records in a way that a reader of the one, or a log written by
 * the other, would notice. Stricter than Avro's own rules: those let an optional field go, and with
 * it what the log says in it.
 */
final class SchemaChange {

  private final List<String> breaks = new ArrayList<>();

  private SchemaChange() {}

  /**
   * The breaks, each naming its field and the kinds of events that have it; empty when the present
   * form may take the recorded one's place.
   */
  static List<String> breaks(JsonNode recorded, JsonNode present) {
    SchemaChange change = new SchemaChange();
    change.record(recorded, present, "");
    return change.breaks;
  }

  /** Fields that are new, each of which old readers pass over. */
  static List<String> additions(JsonNode recorded, JsonNode present) {
    Map<String, JsonNode> before = fields(recorded);
    List<String> added = new ArrayList<>();
    fields(present)
        .forEach(
            (name, field) -> {
              JsonNode old = before.get(name);
              if (old == null) {
                added.add(name);
                return;
              }
              JsonNode inner = nested(old.get("type"));
              JsonNode innerNow = nested(field.get("type"));
              if (inner != null && innerNow != null) {
                additions(inner, innerNow).forEach(one -> added.add(name + '.' + one));
              }
            });
    return added;
  }

  private void record(JsonNode recorded, JsonNode present, String path) {
    Map<String, JsonNode> after = fields(present);
    Map<String, JsonNode> before = fields(recorded);
    before.forEach(
        (name, field) -> {
          JsonNode now = after.get(name);
          if (now == null) {
            add(path + name, "is gone");
          } else {
            type(field.get("type"), now.get("type"), path + name);
            if (field.has("default") && !now.has("default")) {
              add(path + name, "was optional and is required");
            }
          }
        });
    after.forEach(
        (name, field) -> {
          if (!before.containsKey(name) && !field.has("default")) {
            add(path + name, "is new and required");
          }
        });
  }

  private void type(JsonNode before, JsonNode now, String path) {
    JsonNode inner = nested(before);
    JsonNode innerNow = nested(now);
    if (inner != null && innerNow != null) {
      record(inner, innerNow, path + '.');
    } else if (!before.equals(now)) {
      add(path, "was " + before + " and is " + now);
    }
  }

  private void add(String field, String what) {
    breaks.add(field + " of " + kinds(field) + " " + what);
  }

  private static String kinds(String path) {
    EventField field = EventField.ofWireName(path.split("\\.", 2)[0]);
    return field == null
        ? "every kind"
        : Arrays.stream(EventKind.values())
            .filter(field::takenBy)
            .map(EventKind::wireName)
            .collect(Collectors.joining(", "));
  }

  /** The record in a field's type, null where there is none. */
  private static @Nullable JsonNode nested(JsonNode type) {
    if (type.isArray()) {
      for (JsonNode branch : type) {
        JsonNode found = nested(branch);
        if (found != null) {
          return found;
        }
      }
    }
    return type.path("type").asText().equals("record") ? type : null;
  }

  private static Map<String, JsonNode> fields(JsonNode record) {
    Map<String, JsonNode> fields = new LinkedHashMap<>();
    record.path("fields").forEach(field -> fields.put(field.path("name").asText(), field));
    return fields;
  }
}
