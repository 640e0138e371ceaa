package dev.meander.ingest.importing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A text with places for cells: {@code order-{order_id}}. A cell that is empty makes the whole text
 * absent, unless its place has a question mark: {@code {title?}}. {@code {#line}}, {@code {#file}},
 * {@code {#hash}} (of the row's content) and {@code {#repeat}} (how many equal rows stand directly
 * before) are always there; a brace itself is written twice.
 */
final class Template {

  /** What is known of a row beside its cells. */
  enum About {
    FILE,
    LINE,
    HASH,
    REPEAT
  }

  private sealed interface Part {
    record Literal(String text) implements Part {}

    record Column(String name, boolean optional) implements Part {}

    record Known(About what) implements Part {}
  }

  private final List<Part> parts;

  private Template(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  static Template of(String what, Spot spot) throws MappingException {
    return parse(Section.text(what, spot), spot.line());
  }

  static Template parse(String text, int line) throws MappingException {
    List<Part> parts = new ArrayList<>();
    var literal = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      boolean twice = i + 1 < text.length() && text.charAt(i + 1) == c;
      if ((c == '{' || c == '}') && twice) {
        literal.append(c);
        i += 2;
      } else if (c == '{') {
        int end = text.indexOf('}', i);
        if (end < 0) {
          throw new MappingException(line, "a place is open: " + text);
        }
        flush(literal, parts);
        parts.add(place(text.substring(i + 1, end), line));
        i = end + 1;
      } else if (c == '}') {
        throw new MappingException(line, "a brace closes nothing (write it twice): " + text);
      } else {
        literal.append(c);
        i++;
      }
    }
    flush(literal, parts);
    return new Template(parts);
  }

  private static void flush(StringBuilder literal, List<Part> parts) {
    if (!literal.isEmpty()) {
      parts.add(new Part.Literal(literal.toString()));
      literal.setLength(0);
    }
  }

  private static Part place(String name, int line) throws MappingException {
    if (!name.startsWith("#")) {
      boolean optional = name.endsWith("?");
      String column = optional ? name.substring(0, name.length() - 1) : name;
      return new Part.Column(column, optional);
    }
    for (About known : About.values()) {
      if (known.name().toLowerCase(Locale.ROOT).equals(name.substring(1))) {
        return new Part.Known(known);
      }
    }
    throw new MappingException(
        line, "there is no {" + name + "}; known are {#file}, {#line}, {#hash} and {#repeat}");
  }

  /** The text for a row, null where it is absent or empty. */
  @Nullable String fill(Cells cells) {
    var text = new StringBuilder();
    for (Part part : parts) {
      switch (part) {
        case Part.Literal(String value) -> text.append(value);
        case Part.Known(About what) -> text.append(cells.about(what));
        case Part.Column(String name, boolean optional) -> {
          String value = cells.column(name);
          if (value == null && !optional) {
            return null;
          }
          text.append(value == null ? "" : value);
        }
      }
    }
    return text.isEmpty() ? null : text.toString();
  }

  /** The text that every row gets, null where rows differ. */
  @Nullable String constant() {
    if (parts.size() == 1 && parts.getFirst() instanceof Part.Literal(String text)) {
      return text;
    }
    return null;
  }

  void addColumns(Set<String> columns) {
    for (Part part : parts) {
      if (part instanceof Part.Column(String name, boolean _)) {
        columns.add(name);
      }
    }
  }
}
