package dev.meander.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.meander.event.EventField;
import dev.meander.event.PersonId;
import java.io.IOException;
import java.time.Instant;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one event from the object that the parser stands on. Strict: what is not
 * known, is there twice or has another type is a fault, since a typo must not lose data. A key that
 * is there twice is found here and not by the parser, which would give up the whole body.
 */
@SuppressWarnings("EnumOrdinal") // as the place of a bit, for the life of one object
final class EventReader {

  private final JsonParser in;
  private final EventDraft draft;
  private final ValueReader values;
  private final Instant latest;
  private long seen;

  /**
   * @param latest the latest {@code occurredAt} that is believed
   */
  EventReader(JsonParser in, EventDraft draft, Instant latest) {
    this.in = in;
    this.draft = draft;
    this.values = new ValueReader(in, draft);
    this.latest = latest;
  }

  /** Reads a whole event in its plain form. */
  void readPlain() throws IOException {
    for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
      in.nextToken();
      switch (name) {
        case "eventId" -> {
          String value = first(0, name) ? values.string("/eventId") : null;
          if (value != null) {
            draft.eventId(value);
          }
        }
        case "personId" -> {
          String value = first(1, name) ? values.string("/personId") : null;
          if (value != null) {
            draft.personId(value);
          }
        }
        case "kind" -> {
          String value = first(2, name) ? values.string("/kind") : null;
          if (value != null) {
            draft.kind(value);
          }
        }
        case "occurredAt" -> {
          String value = first(3, name) ? values.string("/occurredAt") : null;
          if (value != null) {
            draft.occurredAt(value, latest);
          }
        }
        default -> readRest(name);
      }
    }
  }

  /** Reads an object of the fields beside the four that identify and place an event. */
  void readData() throws IOException {
    for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
      in.nextToken();
      readRest(name);
    }
  }

  private void readRest(String name) throws IOException {
    switch (name) {
      case "source" -> {
        if (given(4, name)) {
          draft.source(values.text(pointer(name), FieldLimits.SOURCE));
        }
      }
      case "sessionId" -> {
        if (given(5, name)) {
          draft.sessionId(values.text(pointer(name), FieldLimits.SESSION_ID));
        }
      }
      case "context" -> {
        if (given(6, name)) {
          readContext(pointer(name));
        }
      }
      default -> {
        EventField field = EventField.ofWireName(name);
        if (field == null) {
          draft.fault(pointer(JsonPointers.escape(name)), "is not known");
          in.skipChildren();
        } else if (given(7 + field.ordinal(), name)) {
          Object value = read(field, draft.places.of(field));
          if (value != null) {
            draft.fields.put(field, value);
          }
        }
      }
    }
  }

  private @Nullable Object read(EventField field, String pointer) throws IOException {
    return switch (field) {
      case ITEM -> values.item(pointer);
      case DWELL_MS -> values.integer(pointer, 0, FieldLimits.DWELL_MS);
      case QUERY -> values.text(pointer, FieldLimits.QUERY);
      case QUANTITY -> narrow(values.integer(pointer, 1, FieldLimits.QUANTITY));
      case AMOUNT -> values.decimal(pointer);
      case CURRENCY -> currency(pointer);
      case RATING -> narrow(values.integer(pointer, 1, FieldLimits.BEST_RATING));
      case TEXT -> values.text(pointer, FieldLimits.TEXT);
      case PATH -> values.text(pointer, FieldLimits.PATH);
      case REFERRER -> values.text(pointer, FieldLimits.REFERRER);
      case CATEGORIES -> values.categories(pointer);
      case GRANTED, MERGED -> values.truth(pointer);
      case MEMBER -> member(pointer);
    };
  }

  private @Nullable Currency currency(String pointer) throws IOException {
    String code = values.string(pointer);
    if (code == null) {
      return null;
    }
    try {
      return Currency.getInstance(code);
    } catch (IllegalArgumentException e) {
      draft.fault(pointer, "is no currency of ISO 4217: " + Shown.of(code));
      return null;
    }
  }

  private @Nullable PersonId member(String pointer) throws IOException {
    String id = values.string(pointer);
    if (id == null) {
      return null;
    }
    try {
      return new PersonId(id);
    } catch (IllegalArgumentException e) {
      draft.fault(pointer, e);
      return null;
    }
  }

  private void readContext(String pointer) throws IOException {
    if (in.currentToken() != JsonToken.START_OBJECT) {
      values.wrongType(pointer, "an object of strings");
      return;
    }
    boolean full = false;
    for (String key = in.nextFieldName(); key != null; key = in.nextFieldName()) {
      in.nextToken();
      String at = pointer + "/" + JsonPointers.escape(key);
      String wrong = key.isEmpty() ? "must have a name" : Texts.fault(key, FieldLimits.CONTEXT_KEY);
      if (wrong != null || draft.contextSize() == FieldLimits.CONTEXT_ENTRIES) {
        full |= wrong == null;
        in.skipChildren();
      } else if (in.currentToken().isScalarValue() && in.currentToken() != JsonToken.VALUE_NULL) {
        String value = in.getText();
        wrong = Texts.fault(value, FieldLimits.CONTEXT_VALUE);
        if (wrong == null && !draft.context(key, value)) {
          wrong = "is there twice";
        }
      } else {
        values.wrongType(at, "a string");
      }
      if (wrong != null) {
        draft.fault(at, wrong);
      }
    }
    if (full) {
      draft.fault(pointer, "holds more than " + FieldLimits.CONTEXT_ENTRIES + " attributes");
    }
  }

  /** Whether the field has a value and comes for the first time; else reads it past. */
  private boolean given(int bit, String name) throws IOException {
    return first(bit, name) && in.currentToken() != JsonToken.VALUE_NULL;
  }

  private boolean first(int bit, String name) throws IOException {
    if ((seen & (1L << bit)) != 0) {
      draft.fault(pointer(name), "is there twice");
      in.skipChildren();
      return false;
    }
    seen |= 1L << bit;
    return true;
  }

  private static @Nullable Integer narrow(@Nullable Long value) {
    return value == null ? null : Math.toIntExact(value);
  }

  private String pointer(String name) {
    return draft.places.of(name);
  }
}
