package dev.meander.event;

/** The one rule for identifiers: present, bounded, storable as UTF-8 text everywhere. */
final class IdText {

  private IdText() {}

  /**
   * @throws IllegalArgumentException naming {@code what} when the value is empty, too long, or
   *     holds a control character or a lone surrogate
   */
  static void check(String what, String value, int maxLength) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException(what + " must not be empty");
    }
    if (value.length() > maxLength) {
      throw new IllegalArgumentException(
          what + " has " + value.length() + " characters, at most " + maxLength + " are allowed");
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (Character.isISOControl(c)) {
        throw new IllegalArgumentException(what + " holds a control character at " + i);
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < value.length()
          && Character.isLowSurrogate(value.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw new IllegalArgumentException(what + " holds a lone surrogate at " + i);
      }
    }
  }
}
