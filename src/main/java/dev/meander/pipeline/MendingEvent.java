package dev.meander.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.meander.event.EventEnvelope;
import dev.meander.event.TenantId;
import dev.meander.log.EventCodec;
import dev.meander.log.LoggedEvent;
import dev.meander.platform.ErrorCode;
import dev.meander.platform.FieldError;
import dev.meander.platform.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Reads an event in the form of the log, as somebody wrote it down who mends one. */
@ApplicationScoped
class MendingEvent {

  private static final JsonMapper JSON = new JsonMapper();

  private final EventCodec codec;
  private final TenantId tenant;

  @Inject
  MendingEvent(
      EventCodec codec,
      @ConfigProperty(name = "meander.tenant", defaultValue = "default") String tenant) {
    this.codec = codec;
    this.tenant = new TenantId(tenant);
  }

  /**
   * Whoever edits JSON may put the version behind other fields; the log has it in front.
   *
   * @throws ProblemException naming what is wrong
   */
  EventEnvelope read(byte[] body) {
    ObjectNode event = JSON.createObjectNode();
    try {
      JsonNode read = JSON.readTree(body);
      if (!(read instanceof ObjectNode given)) {
        throw unfit("is no object");
      }
      event.set("v", given.path("v"));
      event.setAll(given);
      return switch (codec.decode(JSON.writeValueAsBytes(event))) {
        case LoggedEvent.Decoded(EventEnvelope envelope, byte[] _)
            when envelope.tenant().equals(tenant) ->
            envelope;
        case LoggedEvent.Decoded _ -> throw unfit("tenant is another one's");
        case LoggedEvent.Decision _ -> throw unfit("is a decision");
        case LoggedEvent.Erasure _ -> throw unfit("is an erasure");
        case LoggedEvent.Undecodable bad -> throw unfit(bad.detail());
      };
    } catch (IOException e) {
      throw new ProblemException(ErrorCode.UNREADABLE_BODY, "The body is no JSON.");
    }
  }

  private static ProblemException unfit(String detail) {
    return new ProblemException(
        ErrorCode.EVENTS_REFUSED,
        "The event cannot stand in the log: " + detail + ".",
        List.of(new FieldError("", detail)));
  }
}
