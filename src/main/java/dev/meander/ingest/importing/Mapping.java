package dev.meander.ingest.importing;

import dev.meander.event.EventEnvelope;
import java.nio.charset.Charset;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the columns of a table mean, as a mapping file says it; {@code src/docs/importing.md} has
 * the form. Immutable: each import takes an importer of its own.
 *
 * @param table how the table is written
 * @param skips rows that are left out
 * @param events made of each row that is not left out; one at least
 */
public record Mapping(Table table, List<SkipRule> skips, List<EventRule> events) {

  /**
   * How a CSV file is written; nothing of it concerns other tables.
   *
   * @param separator between the cells
   * @param columns the names of the columns, empty where the first line has them
   */
  public record Table(char separator, Charset charset, List<String> columns) {
    public Table {
      columns = List.copyOf(columns);
    }
  }

  public Mapping {
    skips = List.copyOf(skips);
    events = List.copyOf(events);
  }

  /**
   * Reads a mapping file, JSON or YAML.
   *
   * @throws MappingException naming the line and what is wrong with it
   */
  public static Mapping parse(String text) throws MappingException {
    return read(Section.of("the mapping", Spot.parse(text)));
  }

  static Mapping read(Section section) throws MappingException {
    Table table = table(section);
    Optional<Spot> zone = section.optional("zone");
    var reader = new EventRuleReader(zone.isEmpty() ? ZoneOffset.UTC : TimeRule.zone(zone.get()));
    List<SkipRule> skips = new ArrayList<>();
    for (Spot spot : items(section.optional("skip"))) {
      skips.add(SkipRule.of(spot));
    }
    List<EventRule> events = new ArrayList<>();
    for (Spot spot : items(Optional.of(section.required("event")))) {
      events.add(reader.read(spot, events.size()));
    }
    section.refuseRest();
    if (events.isEmpty()) {
      throw new MappingException(section.line(), "'event' is empty");
    }
    return new Mapping(table, skips, events);
  }

  private static Table table(Section section) throws MappingException {
    String separator = section.text("separator", ",");
    String charset = section.text("charset", "utf-8");
    Optional<Spot> columns = section.optional("columns");
    if (separator.length() != 1) {
      throw new MappingException(section.line(), "'separator' is one character");
    }
    try {
      return new Table(
          separator.charAt(0),
          Charset.forName(charset),
          columns.isEmpty() ? List.of() : Section.texts("columns", columns.get()));
    } catch (IllegalArgumentException e) {
      throw new MappingException(section.line(), "there is no charset " + charset, e);
    }
  }

  private static List<Spot> items(Optional<Spot> spot) {
    if (spot.isEmpty()) {
      return List.of();
    }
    return spot.get() instanceof Spot.Items(int _, List<Spot> items) ? items : List.of(spot.get());
  }

  /** The columns that the mapping names, in its order. */
  public Set<String> columns() {
    Set<String> columns = new LinkedHashSet<>();
    skips.forEach(rule -> rule.addColumns(columns));
    events.forEach(rule -> rule.addColumns(columns));
    return columns;
  }

  /** An importer that begins with the first row. */
  public RowImporter importer() {
    return new MappedRows(this);
  }

  /** What the rows of one import mean. */
  private static final class MappedRows implements RowImporter {

    private final Mapping mapping;
    private List<String> before = List.of();
    private int repeat;

    MappedRows(Mapping mapping) {
      this.mapping = mapping;
    }

    @Override
    public Imported read(Row row) {
      List<String> content = row.content();
      repeat = content.equals(before) ? repeat + 1 : 0;
      before = content;
      var cells = new Cells(row, repeat);
      for (SkipRule rule : mapping.skips()) {
        if (rule.skips(cells)) {
          return new Imported.LeftOut(rule.because());
        }
      }
      try {
        List<EventEnvelope> events = new ArrayList<>(mapping.events().size());
        for (EventRule rule : mapping.events()) {
          events.add(rule.read(cells));
        }
        return new Imported.Events(events);
      } catch (IllegalArgumentException e) {
        return new Imported.Malformed(String.valueOf(e.getMessage()));
      }
    }

    @Override
    public Set<String> columns() {
      return mapping.columns();
    }
  }
}
