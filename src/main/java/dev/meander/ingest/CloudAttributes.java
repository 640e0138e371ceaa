package dev.meander.ingest;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes the context attributes of one CloudEvent of version 1.0, in any order. Extensions become
 * free attributes of the event.
 */
final class CloudAttributes {

  private static final String TYPE_PREFIX = "dev.meander.";

  private final EventDraft draft;
  private final Instant latest;
  private final Set<String> seen = new HashSet<>();
  private @Nullable String source;

  CloudAttributes(EventDraft draft, Instant latest) {
    this.draft = draft;
    this.latest = latest;
  }

  /** Whether the attribute comes for the first time. */
  boolean first(String name) {
    boolean first = seen.add(name);
    if (!first) {
      draft.fault(pointer(name), "is there twice");
    }
    return first;
  }

  void take(String name, String value) {
    switch (name) {
      case "specversion" -> {
        if (!value.equals("1.0")) {
          draft.fault("/specversion", "must be 1.0, not " + Shown.of(value));
        }
      }
      case "id" -> draft.eventId(value);
      case "subject" -> draft.personId(value);
      case "time" -> draft.occurredAt(value, latest);
      case "type" -> type(value);
      case "source" -> source(value);
      case "datacontenttype" -> {
        if (!MediaTypes.isJson(value)) {
          draft.fault("/datacontenttype", "must be application/json, not " + Shown.of(value));
        }
      }
      // They say nothing of what happened; the trace differs between an event and its retry.
      case "dataschema", "traceparent", "tracestate" -> {}
      case "data", "data_base64" -> draft.fault(pointer(name), "must be an object under data");
      default -> extension(name, value);
    }
  }

  /** Once every attribute was taken. */
  void finish() {
    if (!seen.contains("specversion")) {
      draft.fault("/specversion", "is missing");
    }
    if (!seen.contains("source")) {
      draft.fault("/source", "is missing");
    }
    draft.sourceUnlessGiven(source);
  }

  private void type(String value) {
    if (value.startsWith(TYPE_PREFIX)) {
      draft.kind(value.substring(TYPE_PREFIX.length()));
    } else {
      draft.fault("/type", "must be " + TYPE_PREFIX + " and a kind, not " + Shown.of(value));
    }
  }

  private void source(String value) {
    String wrong = value.isEmpty() ? "must not be empty" : Texts.fault(value, FieldLimits.SOURCE);
    if (wrong == null) {
      source = value;
    } else {
      draft.fault("/source", wrong);
    }
  }

  private void extension(String name, String value) {
    String wrong = Texts.fault(value, FieldLimits.CONTEXT_VALUE);
    if (!isName(name)) {
      wrong = "is not known, and no name of an extension";
    } else if (draft.contextSize() >= FieldLimits.CONTEXT_ENTRIES) {
      wrong = "is more than " + FieldLimits.CONTEXT_ENTRIES + " attributes";
    }
    if (wrong != null) {
      draft.fault(pointer(name), wrong);
    } else if (!draft.context(name, value)) {
      draft.fault(pointer(name), "is in /data/context too");
    }
  }

  private static boolean isName(String name) {
    return !name.isEmpty()
        && name.length() <= FieldLimits.CONTEXT_KEY
        && name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
  }

  private static String pointer(String name) {
    return "/" + JsonPointers.escape(name);
  }
}
