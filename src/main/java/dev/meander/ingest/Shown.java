package dev.meander.ingest;

/** How a client's value is quoted back to it: bounded, and always valid text. */
final class Shown {

  private static final int LONGEST = 64;

  private Shown() {}

  static String of(String value) {
    StringBuilder shown = new StringBuilder(Math.min(value.length(), LONGEST) + 2);
    for (int i = 0; i < value.length(); ) {
      if (i >= LONGEST) {
        return shown.append('…').toString();
      }
      int c = value.codePointAt(i);
      boolean printable = !Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE;
      shown.appendCodePoint(printable ? c : 0xFFFD);
      i += Character.charCount(c);
    }
    return shown.toString();
  }
}
