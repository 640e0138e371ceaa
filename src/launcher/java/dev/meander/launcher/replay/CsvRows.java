package dev.meander.launcher.replay;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Rows of a CSV file (RFC 4180) whose first line names the wire fields; see {@link CsvEvent}. */
final class CsvRows implements RecordReader {

  private final CsvTable table;
  private final CsvEvent form;

  private CsvRows(CsvTable table, CsvEvent form) {
    this.table = table;
    this.form = form;
  }

  /**
   * @throws IOException when the first line is missing or names an unknown field
   */
  static CsvRows open(InputStream in) throws IOException {
    CsvTable table = CsvTable.open(in, ',', StandardCharsets.UTF_8);
    return new CsvRows(table, CsvEvent.ofHeader(table.header()));
  }

  @Override
  public Optional<ReplayRecord> next() throws IOException {
    return table.next().map(row -> form.parse(table.line(), row));
  }
}
