package dev.meander.ingest.importing;

/** Cuts a line of an access log into its fields, from left to right. Not for several threads. */
final class AccessLogFields {

  private static final int SHOWN = 40;

  private final String line;
  private int at;

  AccessLogFields(String line) {
    this.line = line;
  }

  /**
   * The characters up to the next blank.
   *
   * @throws IllegalArgumentException when there are none
   */
  String word(String name) {
    int end = line.indexOf(' ', at);
    return take(name, end < 0 ? line.length() : end);
  }

  /** The user's name, which may hold blanks: all up to the bracket of the time. */
  String user() {
    int end = line.indexOf(" [", at);
    if (end < 0) {
      throw missing("time");
    }
    return take("user", end);
  }

  private String take(String name, int end) {
    if (end <= at) {
      throw missing(name);
    }
    String value = line.substring(at, end);
    at = Math.min(line.length(), end + 1);
    return value;
  }

  /**
   * @throws IllegalArgumentException when the next field is not enclosed like that
   */
  String between(char open, char close, String name) {
    int end = line.indexOf(close, at);
    if (at >= line.length() || line.charAt(at) != open || end < 0) {
      throw missing(name);
    }
    String value = line.substring(at + 1, end);
    next(end);
    return value;
  }

  /**
   * A field in quotes, with what servers escape in it undone.
   *
   * @throws IllegalArgumentException when the next field has no quotes around it
   */
  String quoted(String name) {
    if (at >= line.length() || line.charAt(at) != '"') {
      throw missing(name);
    }
    var value = new StringBuilder();
    int i = at + 1;
    while (i < line.length() && line.charAt(i) != '"') {
      char c = line.charAt(i);
      if (c == '\\' && i + 1 < line.length()) {
        i = unescape(i + 1, value);
      } else {
        value.append(c);
        i++;
      }
    }
    if (i >= line.length()) {
      throw missing(name);
    }
    next(i);
    return value.toString();
  }

  /** Appends what the escape stands for; the place behind it. */
  private int unescape(int i, StringBuilder value) {
    char c = line.charAt(i);
    if (c == '"' || c == '\\') {
      value.append(c);
      return i + 1;
    }
    // Bytes outside ASCII and controls stay as they were logged: \xE4 has no character of its own.
    value.append('\\').append(c);
    return i + 1;
  }

  private void next(int end) {
    at = Math.min(line.length(), end + 1);
    if (at < line.length() && line.charAt(at) == ' ') {
      at++;
    }
  }

  private IllegalArgumentException missing(String name) {
    String rest = line.substring(at, Math.min(line.length(), at + SHOWN));
    return new IllegalArgumentException(name + " wanted, found '" + rest + "'");
  }
}
