package dev.meander.ingest.importing;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The fields of one place in a mapping, taken one by one; what nobody takes is a fault. */
final class Section {

  private static final String UNQUOTED = " wants a text; in YAML, put what begins with { in quotes";

  private final String name;
  private final int line;
  private final Map<String, Spot> fields;
  private final Set<String> known = new LinkedHashSet<>();

  private Section(String name, int line, Map<String, Spot> fields) {
    this.name = name;
    this.line = line;
    this.fields = fields;
  }

  /**
   * @param name as a person calls it, such as {@code event.item}
   */
  static Section of(String name, Spot spot) throws MappingException {
    if (spot instanceof Spot.Fields(int line, var fields)) {
      if (fields.size() == 1 && fields.values().iterator().next().equals(new Spot.Text(line, ""))) {
        throw new MappingException(line, name + UNQUOTED);
      }
      return new Section(name, line, fields);
    }
    throw new MappingException(spot.line(), name + " wants fields");
  }

  int line() {
    return line;
  }

  Optional<Spot> optional(String field) {
    known.add(field);
    return Optional.ofNullable(fields.get(field));
  }

  Spot required(String field) throws MappingException {
    Optional<Spot> spot = optional(field);
    if (spot.isEmpty()) {
      throw new MappingException(line, name + " lacks '" + field + "'");
    }
    return spot.get();
  }

  String text(String field, String otherwise) throws MappingException {
    Optional<Spot> spot = optional(field);
    return spot.isEmpty() ? otherwise : text(field, spot.get());
  }

  static String text(String what, Spot spot) throws MappingException {
    if (spot instanceof Spot.Text(int _, String value)) {
      return value;
    }
    throw new MappingException(spot.line(), what + UNQUOTED);
  }

  /** The texts of a list, or the one text that stands in its place. */
  static List<String> texts(String what, Spot spot) throws MappingException {
    if (!(spot instanceof Spot.Items(int _, List<Spot> items))) {
      return List.of(text(what, spot));
    }
    List<String> texts = new ArrayList<>();
    for (Spot item : items) {
      texts.add(text(what, item));
    }
    return texts;
  }

  /**
   * @throws MappingException when there is a field that nobody asked for
   */
  void refuseRest() throws MappingException {
    for (Map.Entry<String, Spot> field : fields.entrySet()) {
      if (!known.contains(field.getKey())) {
        throw new MappingException(
            field.getValue().line(),
            "%s has no '%s'; known are %s"
                .formatted(name, field.getKey(), String.join(", ", known)));
      }
    }
  }
}
