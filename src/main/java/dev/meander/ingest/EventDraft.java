package dev.meander.ingest;

import dev.meander.event.EventEnvelope;
import dev.meander.event.EventField;
import dev.meander.event.EventFields;
import dev.meander.event.EventId;
import dev.meander.event.EventKind;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.platform.FieldError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One event while it is read, with the faults found so far. Not for several threads. */
final class EventDraft {

  /** Faults told of one event; more would not help. */
  private static final int MAX_ERRORS = 16;

  final EventFields fields = new EventFields();
  final Places places;
  private final List<FieldError> errors = new ArrayList<>(0);
  private Map<String, String> context = Map.of();
  private @Nullable EventId eventId;
  private @Nullable PersonId personId;
  private @Nullable EventKind kind;
  private @Nullable Instant occurredAt;
  private @Nullable String source;
  private @Nullable String sessionId;

  EventDraft(Places places) {
    this.places = places;
  }

  void fault(String pointer, String detail) {
    if (errors.size() < MAX_ERRORS) {
      errors.add(new FieldError(pointer, detail));
    }
  }

  void fault(String pointer, IllegalArgumentException refusal) {
    fault(pointer, Objects.requireNonNullElse(refusal.getMessage(), "is not allowed"));
  }

  void eventId(String value) {
    try {
      eventId = new EventId(value);
    } catch (IllegalArgumentException e) {
      fault(places.eventId(), e);
    }
  }

  void personId(String value) {
    try {
      personId = new PersonId(value);
    } catch (IllegalArgumentException e) {
      fault(places.personId(), e);
    }
  }

  void kind(String wireName) {
    kind = EventKind.ofWireName(wireName).orElse(null);
    if (kind == null) {
      fault(places.kind(), "there is no kind " + Shown.of(wireName));
    }
  }

  /**
   * @param latest the latest instant that is believed
   */
  void occurredAt(String text, Instant latest) {
    try {
      Instant parsed = Rfc3339.parse(text);
      occurredAt = parsed;
      if (parsed.getEpochSecond() < 0) {
        fault(places.occurredAt(), "lies before 1970: " + Shown.of(text));
      } else if (parsed.isAfter(latest)) {
        fault(places.occurredAt(), "lies too far ahead: " + Shown.of(text));
      }
    } catch (IllegalArgumentException e) {
      fault(places.occurredAt(), e);
    }
  }

  void source(@Nullable String value) {
    source = value;
  }

  void sourceUnlessGiven(@Nullable String value) {
    source = source == null ? value : source;
  }

  void sessionId(@Nullable String value) {
    sessionId = value;
  }

  /** Keeps a free attribute; one that came before under the same key stays. */
  boolean context(String key, String value) {
    if (context.isEmpty()) {
      context = new HashMap<>();
    }
    return context.putIfAbsent(key, value) == null;
  }

  int contextSize() {
    return context.size();
  }

  /** The client's id where it could be read. */
  Optional<String> readId() {
    return Optional.ofNullable(eventId).map(EventId::value);
  }

  /** The whole event, when nothing is at fault; empty otherwise. */
  Optional<EventEnvelope> complete(TenantId tenant) {
    EventKind known = required(places.kind(), kind);
    EventId id = required(places.eventId(), eventId);
    PersonId person = required(places.personId(), personId);
    Instant at = required(places.occurredAt(), occurredAt);
    if (known != null && errors.isEmpty()) {
      EventField misplaced = fields.misplacedIn(known);
      EventField missing = fields.missingIn(known);
      if (misplaced != null) {
        fault(pointer(misplaced), "does not belong to an event of kind " + known.wireName());
      }
      if (missing != null) {
        fault(pointer(missing), "is missing");
      }
      if (person != null && fields.hasMember(person)) {
        fault(pointer(EventField.MEMBER), "is the person's own id");
      }
    }
    if (known == null || id == null || person == null || at == null || !errors.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new EventEnvelope(
            tenant, id, person, at, source, sessionId, context, fields.toEvent(known)));
  }

  List<FieldError> errors() {
    return errors;
  }

  private String pointer(EventField field) {
    return places.of(field);
  }

  private <T> @Nullable T required(String pointer, @Nullable T value) {
    if (value == null && errors.stream().noneMatch(error -> error.pointer().equals(pointer))) {
      fault(pointer, "is missing");
    }
    return value;
  }
}
