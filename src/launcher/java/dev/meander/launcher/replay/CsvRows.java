package dev.meander.launcher.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Rows of a CSV file (RFC 4180) whose first line names the wire fields; see {@link CsvEvent}. */
final class CsvRows implements RecordReader {

  private final MappingIterator<String[]> rows;
  private final CsvEvent form;

  private CsvRows(MappingIterator<String[]> rows, CsvEvent form) {
    this.rows = rows;
    this.form = form;
  }

  /**
   * @throws IOException when the first line is missing or names an unknown field
   */
  static CsvRows open(InputStream in) throws IOException {
    var factory =
        CsvFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder().maxStringLength(LineReader.MAX_BYTES).build())
            .build();
    var mapper = new CsvMapper(factory);
    mapper.enable(CsvParser.Feature.WRAP_AS_ARRAY);
    mapper.enable(CsvParser.Feature.SKIP_EMPTY_LINES);
    MappingIterator<String[]> rows = mapper.readerFor(String[].class).readValues(in);
    if (!rows.hasNextValue()) {
      throw new IOException("the file is empty: its first line must name the fields");
    }
    List<String> header = Arrays.stream(rows.nextValue()).map(String::strip).toList();
    return new CsvRows(rows, CsvEvent.ofHeader(header));
  }

  @Override
  public Optional<ReplayRecord> next() throws IOException {
    long line = rows.getCurrentLocation().getLineNr();
    try {
      if (!rows.hasNextValue()) {
        return Optional.empty();
      }
      return Optional.of(form.parse(line, rows.nextValue()));
    } catch (JsonProcessingException e) {
      // An open quote swallows what follows: nobody can say where the next row starts.
      throw new IOException("line " + line + ": " + e.getOriginalMessage(), e);
    }
  }
}
