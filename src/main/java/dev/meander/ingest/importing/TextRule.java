package dev.meander.ingest.importing;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a text comes from: a template, or {@code {from: template, values: {found: wanted},
 * otherwise: text}}.
 *
 * @param values what is written for what is found; empty to write what is found
 * @param otherwise for what stands not in {@code values}, and for what is absent; null for none
 */
record TextRule(Template from, Map<String, String> values, @Nullable String otherwise) {

  static TextRule of(String what, Spot spot) throws MappingException {
    if (!(spot instanceof Spot.Fields)) {
      return new TextRule(Template.of(what, spot), Map.of(), null);
    }
    Section section = Section.of(what, spot);
    Template from = Template.of(what + ".from", section.required("from"));
    Map<String, String> values = new LinkedHashMap<>();
    Optional<Spot> table = section.optional("values");
    if (table.isPresent()) {
      if (!(table.get() instanceof Spot.Fields(int _, Map<String, Spot> fields))) {
        throw new MappingException(table.get().line(), what + ".values wants fields");
      }
      for (Map.Entry<String, Spot> entry : fields.entrySet()) {
        values.put(entry.getKey(), Section.text(what + ".values", entry.getValue()));
      }
    }
    Optional<Spot> otherwise = section.optional("otherwise");
    section.refuseRest();
    return new TextRule(
        from,
        values,
        otherwise.isEmpty() ? null : Section.text(what + ".otherwise", otherwise.get()));
  }

  /**
   * The text for a row, null where there is none.
   *
   * @throws IllegalArgumentException when what is found has no place in the table
   */
  @Nullable String read(Cells cells) {
    String found = from.fill(cells);
    if (found == null) {
      return otherwise;
    }
    if (values.isEmpty()) {
      return found;
    }
    String wanted = values.getOrDefault(found, otherwise);
    if (wanted == null) {
      throw new IllegalArgumentException(
          "'%s' is none of %s".formatted(found, String.join(", ", values.keySet())));
    }
    return wanted.isEmpty() ? null : wanted;
  }

  /** Every text that this rule can write, empty where cells decide. */
  Collection<String> possible() {
    if (!values.isEmpty()) {
      return values.values();
    }
    String constant = from.constant();
    return constant == null ? List.of() : List.of(constant);
  }

  void addColumns(Set<String> columns) {
    from.addColumns(columns);
  }
}
