package dev.meander.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.meander.event.EventEnvelope;
import dev.meander.event.TenantId;
import dev.meander.log.EventCodec;
import io.vertx.core.MultiMap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one event from where a parser stands, in each of the forms. Always to its end, so that the
 * next can be read whatever this one holds. For one request.
 */
final class CandidateReader {

  private static final String HEADER = "ce-";

  private final EventCodec codec;
  private final TenantId tenant;
  private final Instant latest;

  /**
   * @param latest the latest {@code occurredAt} that is believed
   */
  CandidateReader(EventCodec codec, TenantId tenant, Instant latest) {
    this.codec = codec;
    this.tenant = tenant;
    this.latest = latest;
  }

  /** The plain form. */
  Candidate plain(JsonParser in) throws IOException {
    if (in.currentToken() != JsonToken.START_OBJECT) {
      return noObject(in);
    }
    EventDraft draft = new EventDraft(Places.PLAIN);
    new EventReader(in, draft, latest).readPlain();
    return candidate(draft);
  }

  /** CloudEvents, structured. */
  Candidate cloud(JsonParser in) throws IOException {
    if (in.currentToken() != JsonToken.START_OBJECT) {
      return noObject(in);
    }
    EventDraft draft = new EventDraft(Places.CLOUD);
    CloudAttributes attributes = new CloudAttributes(draft, latest);
    for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
      JsonToken value = in.nextToken();
      if (!attributes.first(name)) {
        in.skipChildren();
      } else if (name.equals("data")) {
        data(in, draft);
      } else if (value.isScalarValue()) {
        // The other types of JSON that an attribute may have are numbers and truth values; null is
        // an attribute that is absent.
        if (value != JsonToken.VALUE_NULL) {
          attributes.take(name, in.getText());
        }
      } else {
        draft.fault("/" + JsonPointers.escape(name), "must be no object and no array");
        in.skipChildren();
      }
    }
    attributes.finish();
    return candidate(draft);
  }

  /**
   * CloudEvents, binary.
   *
   * @param in stands on the data; null where there is none
   */
  Candidate cloud(MultiMap headers, @Nullable JsonParser in) throws IOException {
    EventDraft draft = new EventDraft(Places.CLOUD);
    CloudAttributes attributes = new CloudAttributes(draft, latest);
    for (Map.Entry<String, String> header : headers) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (name.startsWith(HEADER)) {
        String attribute = name.substring(HEADER.length());
        if (attributes.first(attribute)) {
          attributes.take(attribute, decoded(draft, attribute, header.getValue()));
        }
      }
    }
    if (in != null) {
      data(in, draft);
    }
    attributes.finish();
    return candidate(draft);
  }

  private void data(JsonParser in, EventDraft draft) throws IOException {
    if (in.currentToken() == JsonToken.START_OBJECT) {
      new EventReader(in, draft, latest).readData();
    } else if (in.currentToken() != JsonToken.VALUE_NULL) {
      draft.fault("/data", "must be an object");
      in.skipChildren();
    }
  }

  /** Headers hold what is not printable ASCII in percent encoding. */
  private static String decoded(EventDraft draft, String attribute, String value) {
    if (value.indexOf('%') < 0) {
      return value;
    }
    try {
      return java.net.URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      draft.fault("/" + JsonPointers.escape(attribute), "is not percent-encoded properly");
      return value;
    }
  }

  private static Candidate noObject(JsonParser in) throws IOException {
    in.skipChildren();
    return Candidate.Refused.unreadable("", "must be an object");
  }

  private Candidate candidate(EventDraft draft) {
    var complete = draft.complete(tenant);
    if (complete.isEmpty()) {
      return new Candidate.Refused(
          RefusalReason.INVALID, draft.readId().orElse(null), draft.errors());
    }
    EventEnvelope envelope = complete.get();
    return new Candidate.Valid(codec.encode(envelope), draft.places.eventId());
  }
}
