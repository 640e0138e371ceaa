package dev.meander.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import dev.meander.platform.ErrorCode;
import dev.meander.platform.FieldError;
import dev.meander.platform.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The answer to a request that could be read: one outcome for each event, in order. */
record IngestAnswer(List<Outcome> outcomes) {

  private static final JsonFactory JSON = new JsonFactory();

  /** Faults named at the top of a problem; the outcomes hold all. */
  private static final int MAX_ERRORS = 20;

  IngestAnswer {
    outcomes = List.copyOf(outcomes);
  }

  /** Whether no event reached the log, now or earlier. */
  boolean allRefused() {
    return outcomes.stream().allMatch(Outcome.Refused.class::isInstance);
  }

  /** The body in UTF-8: a problem when every event was refused. */
  byte[] body() {
    if (allRefused()) {
      return Problems.write(
          ErrorCode.EVENTS_REFUSED,
          outcomes.size() + (outcomes.size() == 1 ? " event was" : " events were") + " refused.",
          errors(),
          this::members);
    }
    ByteArrayBuilder bytes = new ByteArrayBuilder(64 + 96 * outcomes.size());
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      out.writeStartObject();
      members(out);
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("an answer could not be written to memory", e);
    }
    return bytes.toByteArray();
  }

  private void members(JsonGenerator out) throws IOException {
    out.writeNumberField("accepted", count(Outcome.Accepted.class));
    out.writeNumberField("duplicate", count(Outcome.Duplicate.class));
    out.writeNumberField("refused", count(Outcome.Refused.class));
    out.writeArrayFieldStart("outcomes");
    for (int i = 0; i < outcomes.size(); i++) {
      out.writeStartObject();
      out.writeNumberField("index", i);
      write(out, outcomes.get(i));
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void write(JsonGenerator out, Outcome outcome) throws IOException {
    switch (outcome) {
      case Outcome.Accepted(var eventId, var position) -> {
        out.writeStringField("eventId", eventId);
        out.writeStringField("status", "accepted");
        out.writeStringField("position", position.encode());
      }
      case Outcome.Duplicate(var eventId, var position) -> {
        out.writeStringField("eventId", eventId);
        out.writeStringField("status", "duplicate");
        out.writeStringField("position", position.encode());
      }
      case Outcome.Refused(var reason, var eventId, var errors) -> {
        if (eventId != null) {
          out.writeStringField("eventId", eventId);
        }
        out.writeStringField("status", "refused");
        out.writeFieldName("errors");
        Problems.write(out, errors);
      }
    }
  }

  private int count(Class<? extends Outcome> type) {
    int count = 0;
    for (Outcome outcome : outcomes) {
      if (type.isInstance(outcome)) {
        count++;
      }
    }
    return count;
  }

  private List<FieldError> errors() {
    List<FieldError> all = new ArrayList<>();
    for (int i = 0; i < outcomes.size() && all.size() < MAX_ERRORS; i++) {
      if (outcomes.get(i) instanceof Outcome.Refused refused) {
        String prefix = outcomes.size() == 1 ? "" : "/" + i;
        for (FieldError error : refused.errors()) {
          all.add(new FieldError(prefix + error.pointer(), error.detail()));
        }
      }
    }
    return all;
  }
}
