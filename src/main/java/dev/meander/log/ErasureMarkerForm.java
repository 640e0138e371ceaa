package dev.meander.log;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.meander.event.CategoryPath;
import dev.meander.event.RetainedFacts;
import dev.meander.event.TenantId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Version 3 of the wire form: a marker instead of an event, never sealed. Rare, hence read as a
 * tree.
 */
final class ErasureMarkerForm {

  static final int VERSION = 3;

  private static final JsonMapper JSON = new JsonMapper();

  private ErasureMarkerForm() {}

  static byte[] encode(ErasureMarker marker) {
    ByteArrayBuilder bytes = new ByteArrayBuilder(512);
    try (JsonGenerator out = new JsonFactory().createGenerator(bytes)) {
      out.writeStartObject();
      out.writeNumberField("v", VERSION);
      out.writeStringField("tenant", marker.tenant().value());
      out.writeStringField("kind", "person_erased");
      out.writeStringField("erasure", marker.erasure().toString());
      out.writeStringField("key", marker.key().toString());
      out.writeNumberField("occurredAt", marker.at().toEpochMilli());
      out.writeArrayFieldStart("demand");
      for (RetainedFacts.Demand one : marker.facts().demand()) {
        out.writeStartArray();
        out.writeString(one.day().toString());
        category(out, one.category());
        out.writeString(one.currency());
        out.writeNumber(one.quantity());
        out.writeString(one.amount().toPlainString());
        out.writeNumber(one.returned());
        out.writeString(one.refunded().toPlainString());
        out.writeEndArray();
      }
      out.writeEndArray();
      out.writeArrayFieldStart("visits");
      for (RetainedFacts.Visits one : marker.facts().visits()) {
        out.writeStartArray();
        category(out, one.category());
        out.writeNumber(one.events());
        out.writeEndArray();
      }
      out.writeEndArray();
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a marker could not be written to memory", e);
    }
    return bytes.toByteArray();
  }

  /**
   * @throws IOException when the bytes are no JSON
   * @throws RuntimeException when they are no marker
   */
  static ErasureMarker decode(byte[] wire) throws IOException {
    JsonNode read = JSON.readTree(wire);
    List<RetainedFacts.Demand> demand = new ArrayList<>();
    for (JsonNode one : read.required("demand")) {
      demand.add(
          new RetainedFacts.Demand(
              LocalDate.parse(one.required(0).asText()),
              one.required(1).isNull() ? null : category(one.required(1)),
              one.required(2).asText(),
              one.required(3).asLong(),
              new BigDecimal(one.required(4).asText()),
              one.required(5).asLong(),
              new BigDecimal(one.required(6).asText())));
    }
    List<RetainedFacts.Visits> visits = new ArrayList<>();
    for (JsonNode one : read.required("visits")) {
      visits.add(new RetainedFacts.Visits(category(one.required(0)), one.required(1).asLong()));
    }
    return new ErasureMarker(
        new TenantId(read.required("tenant").asText()),
        UUID.fromString(read.required("erasure").asText()),
        UUID.fromString(read.required("key").asText()),
        Instant.ofEpochMilli(read.required("occurredAt").asLong()),
        new RetainedFacts(demand, visits));
  }

  private static void category(JsonGenerator out, @Nullable CategoryPath category)
      throws IOException {
    if (category == null) {
      out.writeNull();
      return;
    }
    out.writeStartArray();
    for (String level : category.levels()) {
      out.writeString(level);
    }
    out.writeEndArray();
  }

  private static CategoryPath category(JsonNode levels) {
    List<String> read = new ArrayList<>();
    levels.forEach(level -> read.add(level.asText()));
    return new CategoryPath(read);
  }
}
