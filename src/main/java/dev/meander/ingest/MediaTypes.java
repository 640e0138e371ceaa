package dev.meander.ingest;

import dev.meander.platform.ErrorCode;
import dev.meander.platform.ProblemException;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The forms in which events come. */
final class MediaTypes {

  static final String JSON = MediaType.APPLICATION_JSON;
  static final String NDJSON = "application/x-ndjson";
  static final String CLOUD_EVENT = "application/cloudevents+json";
  static final String CLOUD_EVENTS = "application/cloudevents-batch+json";

  private MediaTypes() {}

  /**
   * Type and subtype in lower case.
   *
   * @throws ProblemException for a text that is no media type, or one with another encoding than
   *     UTF-8
   */
  static String of(@Nullable String contentType) {
    if (contentType != null && (contentType.equals(JSON) || contentType.equals(NDJSON))) {
      return contentType;
    }
    MediaType parsed = contentType == null ? null : parse(contentType);
    if (parsed == null) {
      throw unsupported("A content type is needed: " + JSON + ", for example.");
    }
    String charset = parsed.getParameters().get(MediaType.CHARSET_PARAMETER);
    if (charset != null && !charset.equalsIgnoreCase("utf-8")) {
      throw unsupported("Events are taken in UTF-8 only, not in " + Shown.of(charset) + ".");
    }
    return (parsed.getType() + "/" + parsed.getSubtype()).toLowerCase(Locale.ROOT);
  }

  static ProblemException unsupported(String detail) {
    return new ProblemException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, detail);
  }

  /** Whether it stands for JSON, as {@code application/json} and {@code text/x+json} do. */
  static boolean isJson(String contentType) {
    MediaType parsed = parse(contentType);
    if (parsed == null) {
      return false;
    }
    String subtype = parsed.getSubtype().toLowerCase(Locale.ROOT);
    return subtype.equals("json") || subtype.endsWith("+json");
  }

  private static @Nullable MediaType parse(String contentType) {
    try {
      return MediaType.valueOf(contentType);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
