package dev.meander.launcher.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The rows of a CSV file (RFC 4180) as cells; empty lines are no rows. Bytes that are not of the
 * charset are an error and not a question mark.
 */
public final class CsvTable {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final MappingIterator<String[]> rows;
  private long line;

  private CsvTable(MappingIterator<String[]> rows) {
    this.rows = rows;
  }

  /**
   * @param content closed by the caller
   */
  public static CsvTable open(InputStream content, char separator, Charset charset)
      throws IOException {
    var factory =
        CsvFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder().maxStringLength(LineReader.MAX_BYTES).build())
            .build();
    var mapper = new CsvMapper(factory);
    mapper.enable(CsvParser.Feature.WRAP_AS_ARRAY);
    mapper.enable(CsvParser.Feature.SKIP_EMPTY_LINES);
    return new CsvTable(
        mapper
            .readerFor(String[].class)
            .with(CsvSchema.emptySchema().withColumnSeparator(separator))
            .readValues(reader(content, charset)));
  }

  private static Reader reader(InputStream content, Charset charset) throws IOException {
    var decoder = charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
    var reader = new BufferedReader(new InputStreamReader(content, decoder), 1 << 16);
    reader.mark(1);
    if (reader.read() != BYTE_ORDER_MARK) {
      reader.reset();
    }
    return reader;
  }

  /**
   * The names in the first row.
   *
   * @throws IOException when there is none
   */
  public List<String> header() throws IOException {
    String[] names =
        next()
            .orElseThrow(
                () -> new IOException("the file is empty: its first line must name the fields"));
    return Arrays.stream(names).map(String::strip).toList();
  }

  /**
   * The next row, empty at the end.
   *
   * @throws IOException when nobody can say where the next row starts, as after an open quote
   */
  public Optional<String[]> next() throws IOException {
    line = rows.getCurrentLocation().getLineNr();
    try {
      return rows.hasNextValue() ? Optional.of(rows.nextValue()) : Optional.empty();
    } catch (JsonProcessingException e) {
      throw new IOException("line " + line + ": " + e.getOriginalMessage(), e);
    } catch (CharacterCodingException e) {
      throw new IOException("behind line " + line + " are bytes that are not of the charset", e);
    }
  }

  /** Where the row read last begins, from 1. */
  public long line() {
    return line;
  }
}
