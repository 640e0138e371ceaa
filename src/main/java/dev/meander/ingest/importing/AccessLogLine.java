package dev.meander.ingest.importing;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One request as a web server logged it, in the combined log format ({@code %h %l %u %t "%r" %>s %b
 * "%{Referer}i" "%{User-agent}i"}; httpd.apache.org, mod_log_config). Fields behind these are read
 * past.
 *
 * @param user the authenticated user, null where there was none
 * @param method empty where the request line was no HTTP
 * @param target path and query as sent; empty where the request line was no HTTP
 * @param referrer null where none was sent
 * @param userAgent empty where none was sent
 */
record AccessLogLine(
    String host,
    @Nullable String user,
    Instant at,
    String method,
    String target,
    int status,
    @Nullable String referrer,
    String userAgent) {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss Z", Locale.ENGLISH);

  /**
   * @throws IllegalArgumentException saying which field is not as the format has it
   */
  static AccessLogLine parse(String line) {
    var fields = new AccessLogFields(line);
    String host = fields.word("host");
    var _ = fields.word("identity");
    String user = fields.user();
    Instant at = time(fields.between('[', ']', "time"));
    String request = fields.quoted("request");
    int status = status(fields.word("status"));
    var _ = fields.word("size");
    String referrer = fields.quoted("referrer");
    String userAgent = fields.quoted("user agent");
    String[] parts = request.split(" ", -1);
    boolean http = parts.length == 3 && parts[2].startsWith("HTTP/");
    return new AccessLogLine(
        host,
        given(user),
        at,
        http ? parts[0] : "",
        http ? parts[1] : "",
        status,
        given(referrer),
        userAgent.equals("-") ? "" : userAgent);
  }

  /** The path without its query. */
  String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /** Whether the server did what was asked, or sent the client on or to its own copy. */
  boolean succeeded() {
    return status >= 200 && status < 400;
  }

  /** Whether the server showed what was asked for, if only by pointing at the client's own copy. */
  boolean shown() {
    return (status >= 200 && status < 300) || status == 304;
  }

  private static @Nullable String given(String field) {
    return field.equals("-") || field.isEmpty() ? null : field;
  }

  private static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text, TIME).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("time is no 10/Oct/2000:13:55:36 -0700: " + text, e);
    }
  }

  private static int status(String text) {
    if (text.length() != 3 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new IllegalArgumentException("status is no number of three digits: " + text);
    }
    return Integer.parseInt(text);
  }
}
