package dev.meander.ingest.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AccessLogLineTest {

  @Test
  void every_field_of_the_combined_format_is_read() {
    AccessLogLine line =
        AccessLogLine.parse(
            "203.0.113.9 - frank [10/Oct/2025:13:55:36 -0700] \"GET /p/42?from=home HTTP/1.1\" 200 2326"
                + " \"https://shop.example/\" \"Mozilla/5.0 (X11; Linux)\"");
    assertEquals(
        new AccessLogLine(
            "203.0.113.9",
            "frank",
            Instant.parse("2025-10-10T20:55:36Z"),
            "GET",
            "/p/42?from=home",
            200,
            "https://shop.example/",
            "Mozilla/5.0 (X11; Linux)"),
        line);
    assertEquals("/p/42", line.path());
  }

  @Test
  void a_dash_is_nothing() {
    AccessLogLine line =
        AccessLogLine.parse(
            "::1 - - [01/Feb/2026:00:00:00 +0000] \"GET / HTTP/2.0\" 304 - \"-\" \"-\"");
    assertNull(line.user());
    assertNull(line.referrer());
    assertEquals("", line.userAgent());
    assertTrue(line.shown());
  }

  @Test
  void quotes_in_a_user_agent_and_blanks_in_a_user_do_not_move_the_fields() {
    AccessLogLine line =
        AccessLogLine.parse(
            "h - Anna Maria [01/Feb/2026:00:00:00 +0000] \"GET / HTTP/1.1\" 200 1 \"-\""
                + " \"a \\\"b\\\" c\\\\ \\xE4\" \"203.0.113.1\" 0.003");
    assertEquals("Anna Maria", line.user());
    assertEquals("a \"b\" c\\ \\xE4", line.userAgent());
  }

  @Test
  void a_request_that_is_no_http_has_no_method() {
    AccessLogLine line =
        AccessLogLine.parse(
            "h - - [01/Feb/2026:00:00:00 +0000] \"\\x16\\x03\\x01\" 400 0 \"-\" \"-\"");
    assertEquals("", line.method());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "nonsense | identity",
        "h - - 01/Feb/2026 | time",
        "h - - [01/Fev/2026:00:00:00 +0000] \"GET / HTTP/1.1\" 200 1 \"-\" \"x\" | time",
        "h - - [31/Feb/2026:00:00:00] \"GET / HTTP/1.1\" 200 1 \"-\" \"x\" | time",
        "h - - [01/Feb/2026:00:00:00 +0000] GET / HTTP/1.1 200 1 \"-\" \"x\" | request",
        "h - - [01/Feb/2026:00:00:00 +0000] \"GET / HTTP/1.1\" OK 1 \"-\" \"x\" | status",
        "h - - [01/Feb/2026:00:00:00 +0000] \"GET / HTTP/1.1\" 200 1 | referrer",
        "h - - [01/Feb/2026:00:00:00 +0000] \"GET / HTTP/1.1\" 200 1 \"-\" | user agent",
        "h - - [01/Feb/2026:00:00:00 +0000] \"GET / HTTP/1.1\" 200 1 \"-\" \"torn | user agent",
      })
  void a_line_of_another_form_names_the_field(String line, String field) {
    var wrong = assertThrows(IllegalArgumentException.class, () -> AccessLogLine.parse(line));
    assertTrue(String.valueOf(wrong.getMessage()).startsWith(field), wrong.getMessage());
  }
}
