package dev.meander.ingest.importing;

import dev.meander.event.CategoryPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a category comes from: a list of templates, one for each level, or {@code {from: template,
 * split: separator}}. Levels that are absent are left out.
 *
 * @param split parts the levels of one text; empty where each template is a level
 */
record CategoryRule(List<Template> levels, String split) {

  CategoryRule {
    levels = List.copyOf(levels);
  }

  static CategoryRule of(String what, Spot spot) throws MappingException {
    String split = "";
    Spot source = spot;
    if (spot instanceof Spot.Fields) {
      Section section = Section.of(what, spot);
      source = section.required("from");
      split = section.text("split", ">");
      section.refuseRest();
    }
    List<Template> levels = new ArrayList<>();
    for (String text : Section.texts(what, source)) {
      levels.add(Template.parse(text, source.line()));
    }
    return new CategoryRule(levels, split);
  }

  /**
   * @return null where no level is there
   * @throws IllegalArgumentException when a level is too long, or there are too many
   */
  @Nullable CategoryPath read(Cells cells) {
    List<String> names = new ArrayList<>();
    for (Template level : levels) {
      String text = level.fill(cells);
      if (text != null && split.isEmpty()) {
        add(text, names);
      } else if (text != null) {
        int from = 0;
        for (int to = text.indexOf(split); to >= 0; to = text.indexOf(split, from)) {
          add(text.substring(from, to), names);
          from = to + split.length();
        }
        add(text.substring(from), names);
      }
    }
    return names.isEmpty() ? null : new CategoryPath(names);
  }

  private static void add(String level, List<String> names) {
    String name = level.strip();
    if (!name.isEmpty()) {
      names.add(name);
    }
  }

  void addColumns(Set<String> columns) {
    levels.forEach(level -> level.addColumns(columns));
  }
}
