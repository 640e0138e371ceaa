package dev.meander.ingest;

import org.jspecify.annotations.Nullable;

/** The rule for free text: bounded, and storable as UTF-8 everywhere. */
final class Texts {

  private Texts() {}

  /** What is wrong with the text; null when nothing is. */
  static @Nullable String fault(String text, int max) {
    if (text.length() > max) {
      return "has " + text.length() + " characters, at most " + max + " are allowed";
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' ? c != '\t' && c != '\n' && c != '\r' : c >= 0x7F && c <= 0x9F) {
        return "holds a control character at " + i;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return "holds a lone surrogate at " + i;
      }
    }
    return null;
  }
}
