package dev.meander.ingest;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Reads the timestamps of RFC 3339 and no others: java.time's own parsers also take forms without
 * seconds, with extended years or with offsets in seconds.
 */
final class Rfc3339 {

  private static final int SECONDS_END = 19;
  private static final long SECONDS_PER_DAY = 86_400;

  private Rfc3339() {}

  /**
   * The instant, cut to milliseconds.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  static Instant parse(String text) {
    if (text.length() < SECONDS_END
        || text.charAt(4) != '-'
        || text.charAt(7) != '-'
        || (text.charAt(10) != 'T' && text.charAt(10) != 't')
        || text.charAt(13) != ':'
        || text.charAt(16) != ':') {
      throw unreadable(text);
    }
    int hour = number(text, 11, 13, 23);
    int minute = number(text, 14, 16, 59);
    int second = number(text, 17, SECONDS_END, 59);
    int at = SECONDS_END;
    int millis = 0;
    if (at < text.length() && text.charAt(at) == '.') {
      int digits = at + 1;
      at = digits;
      while (at < text.length() && isDigit(text.charAt(at))) {
        if (at - digits < 3) {
          millis = millis * 10 + (text.charAt(at) - '0');
        }
        at++;
      }
      if (at == digits || at - digits > 9) {
        throw unreadable(text);
      }
      for (int i = at - digits; i < 3; i++) {
        millis *= 10;
      }
    }
    long days = day(text);
    long seconds = days * SECONDS_PER_DAY + hour * 3600L + minute * 60L + second - offset(text, at);
    return Instant.ofEpochMilli(seconds * 1000 + millis);
  }

  private static long day(String text) {
    try {
      return LocalDate.of(number(text, 0, 4, 9999), number(text, 5, 7, 12), number(text, 8, 10, 31))
          .toEpochDay();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("there is no such day: " + shown(text), e);
    }
  }

  private static int offset(String text, int at) {
    if (at >= text.length()) {
      throw new IllegalArgumentException("lacks an offset such as Z or +08:00: " + shown(text));
    }
    char sign = text.charAt(at);
    if (sign == 'Z' || sign == 'z') {
      if (at + 1 != text.length()) {
        throw unreadable(text);
      }
      return 0;
    }
    if ((sign != '+' && sign != '-') || at + 6 != text.length() || text.charAt(at + 3) != ':') {
      throw unreadable(text);
    }
    int seconds = number(text, at + 1, at + 3, 23) * 3600 + number(text, at + 4, at + 6, 59) * 60;
    return sign == '+' ? seconds : -seconds;
  }

  private static int number(String text, int from, int to, int max) {
    int value = 0;
    for (int i = from; i < to; i++) {
      if (!isDigit(text.charAt(i))) {
        throw unreadable(text);
      }
      value = value * 10 + (text.charAt(i) - '0');
    }
    if (value > max) {
      throw unreadable(text);
    }
    return value;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static IllegalArgumentException unreadable(String text) {
    return new IllegalArgumentException(
        "is no RFC 3339 timestamp with an offset, such as 2025-03-01T10:00:00Z: " + shown(text));
  }

  private static String shown(String text) {
    return Shown.of(text);
  }
}
