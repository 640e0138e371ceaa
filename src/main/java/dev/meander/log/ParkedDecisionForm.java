package dev.meander.log;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.log.ParkedDecision.Act;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.UUID;

/**
 * Version 4 of the wire form: a decision instead of an event, with the event that mends in its own
 * form. Rare, hence read as a tree.
 */
final class ParkedDecisionForm {

  static final int VERSION = 4;

  private static final String MENDED = "parked_mended";
  private static final String RETRIED = "parked_retried";
  private static final String DISCARDED = "parked_discarded";
  private static final JsonMapper JSON =
      new JsonMapper(
          new JsonFactoryBuilder()
              .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
              .build());

  private ParkedDecisionForm() {}

  static byte[] encode(ParkedDecision decision, EventEncoder events) {
    ByteArrayBuilder bytes = new ByteArrayBuilder(512);
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      out.writeStartObject();
      out.writeNumberField("v", VERSION);
      out.writeStringField("tenant", decision.tenant().value());
      out.writeStringField("kind", kind(decision.act()));
      out.writeStringField("id", decision.id().toString());
      out.writeNumberField("occurredAt", decision.at().toEpochMilli());
      out.writeStringField("entry", decision.entry().encode());
      PersonId person = decision.personId();
      if (person != null) {
        out.writeStringField("personId", person.value());
      }
      if (decision.act() instanceof Act.Mend(var event)) {
        out.writeFieldName("event");
        JSON.writeTree(out, JSON.readTree(events.encode(event)));
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a decision could not be written to memory", e);
    }
    return bytes.toByteArray();
  }

  /**
   * @throws IOException when the bytes are no JSON
   * @throws RuntimeException when they are no decision
   */
  static ParkedDecision decode(byte[] wire, EventCodec codec) throws IOException {
    JsonNode read = JSON.readTree(wire);
    return new ParkedDecision(
        new TenantId(read.required("tenant").asText()),
        UUID.fromString(read.required("id").asText()),
        Instant.ofEpochMilli(read.required("occurredAt").asLong()),
        LogPosition.parse(read.required("entry").asText()),
        read.has("personId") ? new PersonId(read.get("personId").asText()) : null,
        act(read, codec));
  }

  private static Act act(JsonNode read, EventCodec codec) throws IOException {
    String kind = read.required("kind").asText();
    return switch (kind) {
      case MENDED -> {
        byte[] event = JSON.writeValueAsBytes(read.required("event"));
        if (codec.decode(event) instanceof LoggedEvent.Decoded(var envelope, byte[] _)) {
          yield new Act.Mend(envelope);
        }
        throw new IllegalArgumentException("what mends is no event");
      }
      case RETRIED -> new Act.Retry();
      case DISCARDED -> new Act.Discard();
      default -> throw new IllegalArgumentException("there is no decision " + kind);
    };
  }

  private static String kind(Act act) {
    return switch (act) {
      case Act.Mend _ -> MENDED;
      case Act.Retry() -> RETRIED;
      case Act.Discard() -> DISCARDED;
    };
  }
}
