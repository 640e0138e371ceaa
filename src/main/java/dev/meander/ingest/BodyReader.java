package dev.meander.ingest;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.meander.event.EventEnvelope;
import dev.meander.event.TenantId;
import dev.meander.log.EventCodec;
import dev.meander.platform.ErrorCode;
import dev.meander.platform.ProblemException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Reads a request's body into candidates, in order. A fault inside an event is told of that event;
 * what makes the body as a whole unreadable is a {@link ProblemException}. Any thread.
 */
@Singleton
final class BodyReader {

  private static final int MAX_DEPTH = 32;

  private final JsonFactory json =
      JsonFactory.builder()
          // Names of free attributes are the clients': they do not belong into the JVM's table.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
          .build();

  private final EventCodec codec;
  private final IngestConfig config;
  private final Clock clock;
  private final TenantId tenant;

  @Inject
  BodyReader(
      EventCodec codec,
      IngestConfig config,
      Clock clock,
      @ConfigProperty(name = "meander.tenant", defaultValue = "default") String tenant) {
    this.codec = codec;
    this.config = config;
    this.clock = clock;
    this.tenant = new TenantId(tenant);
  }

  /** One event, or an array of them. */
  List<Candidate> json(byte[] body) {
    if (!StrictUtf8.valid(body, 0, body.length)) {
      throw unreadable("The body is not UTF-8.");
    }
    try (JsonParser in = json.createParser(body)) {
      List<Candidate> candidates = new ArrayList<>();
      JsonToken first = in.nextToken();
      if (first == null) {
        throw unreadable("The body is empty.");
      } else if (first == JsonToken.START_OBJECT) {
        candidates.add(event(in));
      } else if (first == JsonToken.START_ARRAY) {
        readArray(in, candidates);
      } else {
        throw unreadable("The body is neither an event nor an array of events.");
      }
      if (in.nextToken() != null) {
        throw unreadable("Something follows the events.");
      }
      return candidates;
    } catch (JacksonException e) {
      throw unreadable(
          "The body is no JSON: "
              + e.getOriginalMessage()
              + " (line "
              + e.getLocation().getLineNr()
              + ", column "
              + e.getLocation().getColumnNr()
              + ")");
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory failed", e);
    }
  }

  private void readArray(JsonParser in, List<Candidate> candidates) throws IOException {
    while (in.nextToken() != JsonToken.END_ARRAY) {
      if (candidates.size() == config.maxEvents()) {
        throw new ProblemException(
            ErrorCode.BODY_TOO_LARGE, "A request takes at most " + config.maxEvents() + " events.");
      }
      if (in.currentToken() == JsonToken.START_OBJECT) {
        candidates.add(event(in));
      } else {
        in.skipChildren();
        candidates.add(Candidate.Refused.because("", "must be an object"));
      }
    }
    if (candidates.isEmpty()) {
      throw unreadable("The array holds no event.");
    }
  }

  private Candidate event(JsonParser in) throws IOException {
    EventDraft draft = new EventDraft(EventDraft.Places.PLAIN);
    new EventReader(in, draft, latest()).readPlain();
    return candidate(draft);
  }

  private Candidate candidate(EventDraft draft) {
    var complete = draft.complete(tenant);
    if (complete.isEmpty()) {
      return new Candidate.Refused(draft.readId().orElse(null), draft.errors());
    }
    EventEnvelope envelope = complete.get();
    return new Candidate.Valid(codec.encode(envelope));
  }

  private Instant latest() {
    return clock.instant().plus(config.maxAhead());
  }

  private static ProblemException unreadable(String detail) {
    return new ProblemException(ErrorCode.UNREADABLE_BODY, detail);
  }
}
