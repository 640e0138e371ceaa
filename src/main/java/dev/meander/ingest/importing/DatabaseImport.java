package dev.meander.ingest.importing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is read from a shop's database, as a file says it; {@code src/docs/importing.md} has the
 * form.
 *
 * @param page rows asked for at a time, 1 to 10,000
 * @param queries run one after the other
 */
public record DatabaseImport(int page, List<Query> queries) {

  private static final int MOST_ROWS = 10_000;

  /**
   * One stream of rows.
   *
   * @param name names it in positions and messages
   * @param sql a SELECT without ORDER BY and LIMIT of its own
   * @param watermark the column that grows with each change of a row; never null
   * @param key the column that is another for each row of one watermark; never null
   * @param overlap what is read again before the watermark of the last run: an interval of
   *     PostgreSQL where the watermark is a time, a whole number where it is a number
   * @param mapping what the columns mean
   */
  public record Query(
      String name, String sql, String watermark, String key, String overlap, Mapping mapping) {}

  public DatabaseImport {
    queries = List.copyOf(queries);
  }

  /**
   * Reads a file, JSON or YAML.
   *
   * @throws MappingException naming the line and what is wrong with it
   */
  public static DatabaseImport parse(String text) throws MappingException {
    Section section = Section.of("the file", Spot.parse(text));
    int page = page(section);
    Spot spot = section.required("queries");
    section.refuseRest();
    if (!(spot instanceof Spot.Fields(int _, Map<String, Spot> fields)) || fields.isEmpty()) {
      throw new MappingException(spot.line(), "queries wants fields, one for each query");
    }
    List<Query> queries = new ArrayList<>();
    for (Map.Entry<String, Spot> field : fields.entrySet()) {
      queries.add(query(field.getKey(), Section.of("queries." + field.getKey(), field.getValue())));
    }
    return new DatabaseImport(page, queries);
  }

  private static Query query(String name, Section section) throws MappingException {
    String what = "queries." + name + '.';
    String sql = Section.text(what + "sql", section.required("sql"));
    String watermark = Section.text(what + "watermark", section.required("watermark"));
    String key = Section.text(what + "key", section.required("key"));
    String overlap = Section.text(what + "overlap", section.required("overlap"));
    return new Query(
        name, sql.strip().replaceFirst(";$", ""), watermark, key, overlap, Mapping.read(section));
  }

  private static int page(Section section) throws MappingException {
    String text = section.text("page", "1000");
    if (!text.matches("[1-9]\\d{0,4}") || Integer.parseInt(text) > MOST_ROWS) {
      throw new MappingException(section.line(), "'page' is 1 to 10000, not " + text);
    }
    return Integer.parseInt(text);
  }
}
