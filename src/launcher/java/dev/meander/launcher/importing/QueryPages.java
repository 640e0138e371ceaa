package dev.meander.launcher.importing;

import dev.meander.ingest.importing.DatabaseImport.Query;
import dev.meander.ingest.importing.Row;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a query page by page, in the order of watermark and key: each page begins behind the
 * last row of the one before, so that rows of one watermark may fill many pages. Between pages no
 * transaction is open. Not for several threads.
 */
final class QueryPages {

  private final Connection connection;
  private final Query query;
  private final int page;
  private final Map<String, String> types;
  private long rows;

  /**
   * A page of at least one row.
   *
   * @param last the watermark of its last row
   * @param whole whether another page may follow
   */
  record Page(List<Row> rows, Watermark last, boolean whole) {}

  private QueryPages(Connection connection, Query query, int page, Map<String, String> types) {
    this.connection = connection;
    this.query = query;
    this.page = page;
    this.types = types;
  }

  /**
   * Asks the database for the query's columns.
   *
   * @throws IOException when a column that is wanted is not there
   */
  static QueryPages of(Connection connection, Query query, int page)
      throws SQLException, IOException {
    Map<String, String> types = new LinkedHashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(select(query, "LIMIT 0"))) {
      ResultSetMetaData columns = statement.executeQuery().getMetaData();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        types.put(columns.getColumnLabel(i), columns.getColumnTypeName(i));
      }
    }
    List<String> wanted = new ArrayList<>(query.mapping().columns());
    wanted.add(query.watermark());
    wanted.add(query.key());
    for (String column : wanted) {
      if (!types.containsKey(column)) {
        throw new IOException(
            "the query %s has no column '%s'; it has %s"
                .formatted(query.name(), column, String.join(", ", types.keySet())));
      }
    }
    return new QueryPages(connection, query, page, types);
  }

  /** The first page from the query's beginning, empty where there are no rows. */
  Optional<Page> first() throws SQLException, IOException {
    return read(select(query, order()), List.of());
  }

  /** The first page of a later run: it begins the overlap before the watermark. */
  Optional<Page> again(Watermark last) throws SQLException, IOException {
    String type = type(query.watermark());
    String overlap = isTime(type) ? "CAST(? AS interval)" : "CAST(? AS bigint)";
    String from = "WHERE %s > CAST(? AS %s) - %s".formatted(name(query.watermark()), type, overlap);
    return read(select(query, from + order()), List.of(last.watermark(), query.overlap()));
  }

  /** The page behind a row. */
  Optional<Page> after(Watermark last) throws SQLException, IOException {
    String behind =
        "WHERE (%s, %s) > (CAST(? AS %s), CAST(? AS %s))"
            .formatted(
                name(query.watermark()),
                name(query.key()),
                type(query.watermark()),
                type(query.key()));
    return read(select(query, behind + order()), List.of(last.watermark(), last.key()));
  }

  private Optional<Page> read(String sql, List<String> parameters)
      throws SQLException, IOException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.size(); i++) {
        statement.setString(i + 1, parameters.get(i));
      }
      List<Row> found = new ArrayList<>();
      Watermark last = null;
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          Row row = row(result);
          found.add(row);
          last = watermark(row);
        }
      }
      return last == null
          ? Optional.empty()
          : Optional.of(new Page(found, last, found.size() == page));
    }
  }

  private Row row(ResultSet result) throws SQLException {
    rows++;
    Map<String, String> cells = new LinkedHashMap<>();
    for (String column : types.keySet()) {
      String cell = result.getString(column);
      cells.put(column, cell == null ? "" : cell);
    }
    return new QueryRow(query.name(), rows, cells);
  }

  private Watermark watermark(Row row) throws IOException {
    String watermark = row.value(query.watermark());
    String key = row.value(query.key());
    if (watermark == null || key == null) {
      throw new IOException(
          "the query %s has a row without %s or %s"
              .formatted(query.name(), query.watermark(), query.key()));
    }
    return new Watermark(query.sql(), watermark, key);
  }

  private record QueryRow(String source, long line, Map<String, String> cells) implements Row {
    @Override
    public @Nullable String value(String column) {
      String cell = cells.getOrDefault(column, "");
      return cell.isEmpty() ? null : cell;
    }

    @Override
    public List<String> content() {
      return List.copyOf(cells.values());
    }
  }

  private static String select(Query query, String rest) {
    return "SELECT * FROM (" + query.sql() + "\n) AS entries " + rest;
  }

  private String order() {
    return " ORDER BY %s, %s LIMIT %d".formatted(name(query.watermark()), name(query.key()), page);
  }

  private String type(String column) {
    return types.getOrDefault(column, "text");
  }

  private static boolean isTime(String type) {
    return type.startsWith("timestamp") || type.equals("date");
  }

  private static String name(String column) {
    return '"' + column.replace("\"", "\"\"") + '"';
  }
}
