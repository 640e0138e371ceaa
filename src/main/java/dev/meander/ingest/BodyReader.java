package dev.meander.ingest;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.meander.event.TenantId;
import dev.meander.log.EventCodec;
import dev.meander.platform.ErrorCode;
import dev.meander.platform.ProblemException;
import io.vertx.core.MultiMap;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request's body into candidates, in order. A fault inside an event is told of that event;
 * what makes the body as a whole unreadable is a {@link ProblemException}. Any thread.
 */
@Singleton
final class BodyReader {

  private static final int MAX_DEPTH = 32;

  @FunctionalInterface
  private interface Form {
    Candidate read(JsonParser in) throws IOException;
  }

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
    Form plain = reader()::plain;
    return parse(
        body,
        (in, candidates) -> {
          if (in.currentToken() == JsonToken.START_ARRAY) {
            array(in, plain, candidates);
          } else if (in.currentToken() == JsonToken.START_OBJECT) {
            candidates.add(plain.read(in));
          } else {
            throw unreadable("The body is neither an event nor an array of events.");
          }
        });
  }

  /** One event on each line. A line that cannot be read takes no other down. */
  List<Candidate> ndjson(byte[] body) {
    checkSize(body);
    Form plain = reader()::plain;
    List<Candidate> candidates = new ArrayList<>();
    int from = 0;
    for (int at = 0; at <= body.length; at++) {
      if (at == body.length || body[at] == '\n') {
        if (!blank(body, from, at)) {
          checkCount(candidates);
          candidates.add(line(body, from, at, plain));
        }
        from = at + 1;
      }
    }
    if (candidates.isEmpty()) {
      throw unreadable("The body holds no event.");
    }
    return candidates;
  }

  /** CloudEvents, structured: one. */
  List<Candidate> cloudEvent(byte[] body) {
    Form cloud = reader()::cloud;
    return parse(
        body,
        (in, candidates) -> {
          if (in.currentToken() != JsonToken.START_OBJECT) {
            throw unreadable("The body is no event.");
          }
          candidates.add(cloud.read(in));
        });
  }

  /** CloudEvents, batch. */
  List<Candidate> cloudEvents(byte[] body) {
    Form cloud = reader()::cloud;
    return parse(
        body,
        (in, candidates) -> {
          if (in.currentToken() != JsonToken.START_ARRAY) {
            throw unreadable("The body is no array of events.");
          }
          array(in, cloud, candidates);
        });
  }

  /** CloudEvents, binary: attributes in headers, the data alone in the body. */
  List<Candidate> cloudEvent(MultiMap headers, byte[] body) {
    CandidateReader reader = reader();
    if (body.length > 0) {
      return parse(body, (in, candidates) -> candidates.add(reader.cloud(headers, in)));
    }
    try {
      return List.of(reader.cloud(headers, null));
    } catch (IOException e) {
      throw new IllegalStateException("reading headers failed", e);
    }
  }

  private CandidateReader reader() {
    return new CandidateReader(codec, tenant, clock.instant().plus(config.maxAhead()));
  }

  @FunctionalInterface
  private interface Shape {
    void read(JsonParser in, List<Candidate> candidates) throws IOException;
  }

  private List<Candidate> parse(byte[] body, Shape shape) {
    checkSize(body);
    if (!StrictUtf8.valid(body, 0, body.length)) {
      throw unreadable("The body is not UTF-8.");
    }
    try (JsonParser in = json.createParser(body)) {
      if (in.nextToken() == null) {
        throw unreadable("The body is empty.");
      }
      List<Candidate> candidates = new ArrayList<>();
      shape.read(in, candidates);
      if (in.nextToken() != null) {
        throw unreadable("Something follows the events.");
      }
      return candidates;
    } catch (JacksonException e) {
      throw unreadable("The body is no JSON: " + e.getOriginalMessage() + place(e.getLocation()));
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory failed", e);
    }
  }

  /** Where limits are exceeded, the parser does not say where. */
  private static String place(@Nullable JsonLocation at) {
    return at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
  }

  private void array(JsonParser in, Form form, List<Candidate> candidates) throws IOException {
    while (in.nextToken() != JsonToken.END_ARRAY) {
      checkCount(candidates);
      candidates.add(form.read(in));
    }
    if (candidates.isEmpty()) {
      throw unreadable("The array holds no event.");
    }
  }

  private Candidate line(byte[] body, int from, int to, Form form) {
    if (!StrictUtf8.valid(body, from, to)) {
      return Candidate.Refused.unreadable("", "is not UTF-8");
    }
    try (JsonParser in = json.createParser(body, from, to - from)) {
      in.nextToken();
      Candidate read = form.read(in);
      return in.nextToken() == null
          ? read
          : Candidate.Refused.unreadable("", "is followed by something on its line");
    } catch (JacksonException e) {
      return Candidate.Refused.unreadable("", "is no JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory failed", e);
    }
  }

  private static boolean blank(byte[] body, int from, int to) {
    for (int i = from; i < to; i++) {
      if (body[i] != ' ' && body[i] != '\t' && body[i] != '\r') {
        return false;
      }
    }
    return true;
  }

  private void checkSize(byte[] body) {
    if (body.length > config.maxBody().asLongValue()) {
      throw new ProblemException(
          ErrorCode.BODY_TOO_LARGE,
          "A request takes at most " + config.maxBody().asLongValue() + " bytes.");
    }
  }

  private void checkCount(List<Candidate> candidates) {
    if (candidates.size() == config.maxEvents()) {
      throw new ProblemException(
          ErrorCode.BODY_TOO_LARGE, "A request takes at most " + config.maxEvents() + " events.");
    }
  }

  private static ProblemException unreadable(String detail) {
    return new ProblemException(ErrorCode.UNREADABLE_BODY, detail);
  }
}
