package dev.meander.platform;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes RFC 9457 problems. */
public final class Problems {

  /** The media type of every refusal. */
  public static final String MEDIA_TYPE = "application/problem+json";

  private static final JsonFactory JSON = new JsonFactory();

  /** Further members of a problem, such as the outcomes of a batch. */
  @FunctionalInterface
  public interface Members {
    void write(JsonGenerator out) throws IOException;
  }

  private Problems() {}

  /** A problem in UTF-8. */
  public static byte[] write(ErrorCode code, @Nullable String detail, List<FieldError> errors) {
    return write(code, detail, errors, out -> {});
  }

  /** A problem with members of its own, in UTF-8. */
  public static byte[] write(
      ErrorCode code, @Nullable String detail, List<FieldError> errors, Members more) {
    ByteArrayBuilder bytes = new ByteArrayBuilder(256);
    try (JsonGenerator out = JSON.createGenerator(bytes)) {
      out.writeStartObject();
      out.writeStringField("type", code.type());
      out.writeStringField("title", code.title());
      out.writeNumberField("status", code.status());
      if (detail != null) {
        out.writeStringField("detail", detail);
      }
      if (!errors.isEmpty()) {
        out.writeFieldName("errors");
        write(out, errors);
      }
      more.write(out);
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a problem could not be written to memory", e);
    }
    return bytes.toByteArray();
  }

  /** The array of faults: {@code [{"pointer":"/kind","detail":"..."}]}. */
  public static void write(JsonGenerator out, List<FieldError> errors) throws IOException {
    out.writeStartArray();
    for (FieldError error : errors) {
      out.writeStartObject();
      out.writeStringField("pointer", error.pointer());
      out.writeStringField("detail", error.detail());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  /** The value of {@code Retry-After}: whole seconds, at least one. */
  public static String retryAfter(Duration wait) {
    return Long.toString(Math.max(1, wait.plusMillis(999).toSeconds()));
  }
}
