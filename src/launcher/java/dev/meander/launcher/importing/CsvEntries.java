package dev.meander.launcher.importing;

import dev.meander.ingest.importing.Imported;
import dev.meander.ingest.importing.Mapping;
import dev.meander.ingest.importing.Row;
import dev.meander.ingest.importing.RowImporter;
import dev.meander.launcher.replay.CsvTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV file. A row with more or fewer cells than the header is malformed. */
public final class CsvEntries implements EntryReader {

  private final CsvTable table;
  private final String source;
  private final Map<String, Integer> columns;
  private final RowImporter importer;

  private CsvEntries(
      CsvTable table, String source, Map<String, Integer> columns, RowImporter importer) {
    this.table = table;
    this.source = source;
    this.columns = columns;
    this.importer = importer;
  }

  /**
   * @param importer keeps what it knows from one file to the next
   */
  public static Format format(Mapping.Table form, RowImporter importer) {
    return (Path file, InputStream content) -> open(form, importer, file, content);
  }

  private static EntryReader open(
      Mapping.Table form, RowImporter importer, Path file, InputStream content) throws IOException {
    CsvTable table = CsvTable.open(content, form.separator(), form.charset());
    List<String> header = form.columns().isEmpty() ? table.header() : form.columns();
    Map<String, Integer> columns = new HashMap<>();
    for (String name : header) {
      if (columns.put(name, columns.size()) != null) {
        throw new IOException("column '" + name + "' stands twice in " + file);
      }
    }
    for (String wanted : importer.columns()) {
      if (!columns.containsKey(wanted)) {
        throw new IOException(
            "%s has no column '%s'; it has %s".formatted(file, wanted, String.join(", ", header)));
      }
    }
    return new CsvEntries(table, Names.source(file), columns, importer);
  }

  @Override
  public Optional<Entry> next() throws IOException {
    return table.next().map(cells -> new Entry(table.line(), read(cells)));
  }

  private Imported read(String[] cells) {
    if (cells.length != columns.size()) {
      return new Imported.Malformed(
          "%d cells wanted, found %d".formatted(columns.size(), cells.length));
    }
    return importer.read(new Cells(source, table.line(), columns, List.of(cells)));
  }

  private record Cells(String source, long line, Map<String, Integer> columns, List<String> content)
      implements Row {

    @Override
    public @Nullable String value(String column) {
      Integer index = columns.get(column);
      String cell = index == null ? "" : content.get(index);
      return cell.isEmpty() ? null : cell;
    }
  }
}
