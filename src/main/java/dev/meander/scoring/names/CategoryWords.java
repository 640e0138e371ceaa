package dev.meander.scoring.names;

import java.text.Normalizer;
import java.util.Locale;

/**
 * The words of a category's name. Numbers and whatever holds one (ids such as {@code 4756105} or
 * {@code B0011E75RK}) are no words, nor are single letters: a name of such alone says nothing.
 */
final class CategoryWords {

  private final StringBuilder words = new StringBuilder();
  private final StringBuilder token = new StringBuilder();
  private boolean numbered;
  private boolean ideographic;

  private CategoryWords() {}

  /**
   * The words in lower case without accents, a space between; empty where there is none.
   *
   * @param name levels of a path and their parts, whatever stands between them
   */
  static String of(String name) {
    CategoryWords words = new CategoryWords();
    Normalizer.normalize(name, Normalizer.Form.NFKD)
        .codePoints()
        .filter(point -> Character.getType(point) != Character.NON_SPACING_MARK)
        .forEach(words::read);
    words.end();
    return words.words.toString();
  }

  private void read(int point) {
    boolean digit = Character.isDigit(point);
    if (!digit && !Character.isLetter(point)) {
      end();
      return;
    }
    // Chinese is written without spaces: a name like 5G手机 is two tokens.
    boolean written = Character.isIdeographic(point);
    if (!token.isEmpty() && written != ideographic) {
      end();
    }
    ideographic = written;
    numbered |= digit;
    token.appendCodePoint(point);
  }

  private void end() {
    boolean single = token.codePointCount(0, token.length()) < 2 && !ideographic;
    if (!token.isEmpty() && !numbered && !single) {
      words.append(words.isEmpty() ? "" : " ").append(written());
    }
    token.setLength(0);
    numbered = false;
    ideographic = false;
  }

  private String written() {
    return Normalizer.normalize(token, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }
}
