package dev.meander.ingest.importing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One row of a table: of a CSV file, an NDJSON file or a database. */
public interface Row {

  /** The name of the file without folder and endings; the query's name for a database. */
  String source();

  /** Where it stands in its source, from 1. */
  long line();

  /** The cell of that column, null where it is empty or not there. */
  @Nullable String value(String column);

  /** All that makes this row this row: its cells in the source's order. */
  List<String> content();
}
