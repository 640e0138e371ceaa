package dev.meander.launcher.evaluation;

import dev.meander.launcher.replay.CsvTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * Invoice lines in the form of UCI's Online Retail data as visits. The set has no categories: an
 * article's is the last word of its description, which says what it is (BAG, HOLDER, CANDLES).
 * Lines of an invoice share its minute and go by their order in the file.
 */
final class OnlineRetailFile {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
  private static final Pattern WORD = Pattern.compile("[A-Z]{3,}");

  // Words of fewer lines name one article, not a kind of article.
  private static final int LEAST_LINES = 20;
  private static final String OTHER = "OTHER";

  private record Line(String customer, BenchVisit visit) {}

  private OnlineRetailFile() {}

  /** Purchases of customers; cancellations, guests, fees and what costs nothing are left out. */
  static List<BenchPerson> read(Path file) throws IOException {
    List<Line> lines = lines(file);
    Map<String, Integer> count = new HashMap<>();
    lines.forEach(line -> count.merge(line.visit().category(), 1, Integer::sum));
    Map<String, List<BenchVisit>> people = new LinkedHashMap<>();
    for (Line line : lines) {
      BenchVisit visit = line.visit();
      boolean known = count.getOrDefault(visit.category(), 0) >= LEAST_LINES;
      people
          .computeIfAbsent(line.customer(), absent -> new ArrayList<>())
          .add(known ? visit : visit.in(OTHER));
    }
    List<BenchPerson> read = new ArrayList<>();
    people.forEach((customer, visits) -> read.add(new BenchPerson(customer, visits)));
    return read;
  }

  private static List<Line> lines(Path file) throws IOException {
    List<Line> lines = new ArrayList<>();
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file), 1 << 16)) {
      CsvTable table = CsvTable.open(in, ',', StandardCharsets.UTF_8);
      Columns columns = new Columns(table.header());
      for (var row = table.next(); row.isPresent(); row = table.next()) {
        try {
          line(columns, row.get()).ifPresent(lines::add);
        } catch (DateTimeException | IllegalArgumentException e) {
          throw new IllegalArgumentException(
              file.getFileName() + ", line " + table.line() + ": " + e.getMessage(), e);
        }
      }
    }
    return lines;
  }

  private static Optional<Line> line(Columns columns, String[] cells) {
    String customer = columns.of(cells, "CustomerID");
    String stock = columns.of(cells, "StockCode");
    boolean sold =
        !columns.of(cells, "InvoiceNo").startsWith("C")
            && Integer.parseInt(columns.of(cells, "Quantity")) > 0
            && Double.parseDouble(columns.of(cells, "UnitPrice")) > 0;
    String word = lastWord(columns.of(cells, "Description"));
    boolean article = !stock.isEmpty() && Character.isDigit(stock.charAt(0));
    if (customer.isEmpty() || word.isEmpty() || !sold || !article) {
      return Optional.empty();
    }
    long millis =
        LocalDateTime.parse(columns.of(cells, "InvoiceDate"), TIME)
            .toInstant(ZoneOffset.UTC)
            .toEpochMilli();
    return Optional.of(new Line(customer, new BenchVisit(millis, word, stock, false, true)));
  }

  private static String lastWord(String description) {
    Matcher words = WORD.matcher(description.toUpperCase(Locale.ROOT));
    String last = "";
    while (words.find()) {
      last = words.group();
    }
    return last;
  }

  /** Where a named column stands. */
  private static final class Columns {
    private final List<String> header;

    Columns(List<String> header) {
      this.header = List.copyOf(header);
    }

    String of(String[] cells, String name) {
      int place = header.indexOf(name);
      if (place < 0 || place >= cells.length) {
        throw new IllegalArgumentException("a row without " + name);
      }
      return cells[place].strip();
    }
  }
}
