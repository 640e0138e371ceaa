package dev.meander.ingest.importing;

import java.util.List;
import java.util.Set;

/**
 * Which rows are no behaviour: {@code {when: template, is: [texts], because: reason}}; {@code
 * isNot} turns it round. An absent text is written {@code ""}.
 */
record SkipRule(Template when, List<String> texts, boolean listed, String because) {

  SkipRule {
    texts = List.copyOf(texts);
  }

  static SkipRule of(Spot spot) throws MappingException {
    Section section = Section.of("skip", spot);
    Template when = Template.of("skip.when", section.required("when"));
    var is = section.optional("is");
    var isNot = section.optional("isNot");
    String because = section.text("because", "skipped by the mapping");
    section.refuseRest();
    if (is.isPresent() == isNot.isPresent()) {
      throw new MappingException(spot.line(), "skip wants either 'is' or 'isNot'");
    }
    List<String> texts = Section.texts("skip", is.or(() -> isNot).orElse(spot));
    return new SkipRule(when, texts, is.isPresent(), because);
  }

  boolean skips(Cells cells) {
    String found = when.fill(cells);
    return texts.contains(found == null ? "" : found) == listed;
  }

  void addColumns(Set<String> columns) {
    when.addColumns(columns);
  }
}
