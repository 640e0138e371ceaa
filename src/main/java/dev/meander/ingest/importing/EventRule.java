package dev.meander.ingest.importing;

import dev.meander.event.EventEnvelope;
import dev.meander.event.EventField;
import dev.meander.event.EventFields;
import dev.meander.event.EventId;
import dev.meander.event.EventKind;
import dev.meander.event.Item;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How an event is made of a row.
 *
 * @param occurredAt the first that a row has
 * @param item null for events without one
 * @param fields in the order of {@link EventField}; one that the row's kind has no place for is
 *     left out
 */
record EventRule(
    EnvelopeRule envelope,
    List<TimeRule> occurredAt,
    @Nullable ItemRule item,
    List<FieldRule> fields) {

  private static final TenantId TENANT = new TenantId("default");

  /** The texts that identify and place an event. */
  record EnvelopeRule(
      TextRule eventId,
      TextRule personId,
      TextRule kind,
      @Nullable TextRule source,
      @Nullable TextRule sessionId,
      Map<String, TextRule> context) {}

  EventRule {
    occurredAt = List.copyOf(occurredAt);
    fields = List.copyOf(fields);
  }

  /**
   * The event of a row.
   *
   * @throws IllegalArgumentException naming the field that the row lacks or has wrong
   */
  EventEnvelope read(Cells cells) {
    EventKind kind = required("kind", at("kind", envelope.kind()::read, cells), EventRule::kind);
    var values = new EventFields();
    Item about =
        EventField.ITEM.takenBy(kind) && item != null ? at("item", item::read, cells) : null;
    if (about != null) {
      values.put(EventField.ITEM, about);
    }
    for (FieldRule rule : fields) {
      // A currency is often the same for all rows, and means nothing without an amount.
      boolean idle = rule.field() == EventField.CURRENCY && !values.has(EventField.AMOUNT);
      if (rule.field().takenBy(kind) && !idle) {
        Object value = at(rule.field().wireName(), rule::read, cells);
        if (value != null) {
          values.put(rule.field(), value);
        }
      }
    }
    EventField missing = values.missingIn(kind);
    if (missing != null) {
      throw new IllegalArgumentException(missing.wireName() + ": is missing");
    }
    return new EventEnvelope(
        TENANT,
        required("eventId", at("eventId", envelope.eventId()::read, cells), EventId::new),
        required("personId", at("personId", envelope.personId()::read, cells), PersonId::new),
        required("occurredAt", at("occurredAt", this::time, cells), time -> time),
        envelope.source() == null ? null : envelope.source().read(cells),
        envelope.sessionId() == null ? null : envelope.sessionId().read(cells),
        context(cells),
        values.toEvent(kind));
  }

  private @Nullable Instant time(Cells cells) {
    for (TimeRule rule : occurredAt) {
      Instant time = rule.read(cells);
      if (time != null) {
        return time;
      }
    }
    return null;
  }

  private Map<String, String> context(Cells cells) {
    Map<String, String> context = new TreeMap<>();
    envelope
        .context()
        .forEach(
            (name, rule) -> {
              String value = at("context." + name, rule::read, cells);
              if (value != null) {
                context.put(name, value);
              }
            });
    return context;
  }

  private static EventKind kind(String name) {
    return EventKind.ofWireName(name)
        .orElseThrow(() -> new IllegalArgumentException("there is no kind " + name));
  }

  private static <T> @Nullable T at(
      String field, Function<Cells, @Nullable T> reader, Cells cells) {
    try {
      return reader.apply(cells);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(field + ": " + e.getMessage(), e);
    }
  }

  private static <T, R> R required(String field, @Nullable T value, Function<T, R> reader) {
    if (value == null) {
      throw new IllegalArgumentException(field + ": is missing");
    }
    try {
      return reader.apply(value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(field + ": " + e.getMessage(), e);
    }
  }

  void addColumns(Set<String> columns) {
    envelope.eventId().addColumns(columns);
    envelope.personId().addColumns(columns);
    envelope.kind().addColumns(columns);
    if (envelope.source() != null) {
      envelope.source().addColumns(columns);
    }
    if (envelope.sessionId() != null) {
      envelope.sessionId().addColumns(columns);
    }
    envelope.context().values().forEach(rule -> rule.addColumns(columns));
    occurredAt.forEach(rule -> rule.addColumns(columns));
    if (item != null) {
      item.addColumns(columns);
    }
    fields.forEach(rule -> rule.addColumns(columns));
  }
}
