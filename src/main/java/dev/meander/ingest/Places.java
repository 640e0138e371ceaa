package dev.meander.ingest;

import dev.meander.event.EventField;
import java.util.Arrays;

/** Where the parts of an event stand on the wire, as JSON pointers. */
@SuppressWarnings("EnumOrdinal") // as the place in an array made from values() of the same enum
final class Places {

  /** The plain form. */
  static final Places PLAIN = new Places("/eventId", "/personId", "/kind", "/occurredAt", "");

  /** CloudEvents, whose attributes are headers in the binary mode. */
  static final Places CLOUD = new Places("/id", "/subject", "/type", "/time", "/data");

  private final String eventId;
  private final String personId;
  private final String kind;
  private final String occurredAt;
  private final String data;
  private final String[] fields;

  private Places(String eventId, String personId, String kind, String occurredAt, String data) {
    this.eventId = eventId;
    this.personId = personId;
    this.kind = kind;
    this.occurredAt = occurredAt;
    this.data = data;
    this.fields =
        Arrays.stream(EventField.values())
            .map(field -> data + "/" + field.wireName())
            .toArray(String[]::new);
  }

  String eventId() {
    return eventId;
  }

  String personId() {
    return personId;
  }

  String kind() {
    return kind;
  }

  String occurredAt() {
    return occurredAt;
  }

  /** A field beside the four above. */
  String of(EventField field) {
    return fields[field.ordinal()];
  }

  /** A field beside the four above, by its name on the wire, escaped where it needs to be. */
  String of(String name) {
    return data + "/" + name;
  }
}
