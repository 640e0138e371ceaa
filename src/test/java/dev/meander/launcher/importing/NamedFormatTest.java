package dev.meander.launcher.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.meander.launcher.replay.CsvTable;
import dev.meander.launcher.replay.InputFile;
import dev.meander.launcher.replay.ReplayRecord;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each form with a few rows that were made up, and one real file where it is at hand. */
final class NamedFormatTest {

  private static final Path ONLINE_RETAIL =
      Path.of(System.getProperty("meander.basedir", "."))
          .resolve("../shared/data/uci_online_retail/online_retail.csv.gz");

  @TempDir Path folder;

  private final List<String> told = new ArrayList<>();
  private final Tally tally = new Tally(told::add);

  @Test
  void taobao_lines_have_the_events_of_replay() throws IOException {
    assertEquals(
        List.of(
            "{\"eventId\":\"taobao:1,2,3,buy,1511544070\",\"personId\":\"1\",\"kind\":\"item_purchased\","
                + "\"occurredAt\":\"2017-11-24T17:21:10Z\",\"item\":{\"id\":\"2\",\"category\":[\"3\"]},\"quantity\":1}"),
        read(NamedFormat.taobao, "UserBehavior.csv", "1,2,3,buy,1511544070\n"));
  }

  @Test
  void open_ecommerce_rows_are_purchases_at_noon_and_equal_ones_are_several() throws IOException {
    List<String> events =
        read(
            NamedFormat.open_ecommerce,
            "purchases.csv",
            """
            user,home,date,asin,category,price,qty
            1,1,2018-01-05,B00,TOWEL,7.78,2
            1,1,2018-01-05,B00,TOWEL,7.78,2
            1,1,2018-01-06,B01,,3.0,1
            """);
    assertEquals(3, Set.copyOf(events).size());
    assertTrue(events.getFirst().contains("\"occurredAt\":\"2018-01-05T12:00:00Z\""));
    assertTrue(
        events.getFirst().endsWith("\"quantity\":2,\"amount\":\"15.56\",\"currency\":\"USD\"}"));
    assertTrue(events.getLast().contains("\"item\":{\"id\":\"B01\",\"price\":\"3\"}"));
  }

  @Test
  void amazon_rows_without_a_time_stand_one_day_apart() throws IOException {
    List<String> events =
        read(
            NamedFormat.amazon_s3rec,
            "Toys_events.csv.gz",
            "user,pos,item,time,l2,l3,leaf\n1,0,1,1318896000,1,162,171\n1,1,2,,1,162,\n");
    assertTrue(events.getFirst().contains("\"2011-10-18T00:00:00Z\""), events.toString());
    assertTrue(events.getFirst().contains("[\"Toys_events\",\"1\",\"162\",\"171\"]"));
    assertTrue(events.getLast().contains("\"2014-01-02T12:00:00Z\""), events.toString());
    assertTrue(events.getLast().contains("[\"Toys_events\",\"1\",\"162\"]"), events.toString());
  }

  @Test
  void english_reviews_have_rating_and_text_as_far_as_they_are_there() throws IOException {
    List<String> events =
        read(
            NamedFormat.reviews_en,
            "reviews.csv",
            """
            ,Clothing ID,Age,Title,Review Text,Rating,Recommended IND,Positive Feedback Count,Division Name,Department Name,Class Name
            0,767,33,,"Soft,
            and warm",4,1,0,General,Tops,Knits
            1,768,34,Nice,,5,1,0,,,
            """);
    assertTrue(events.getFirst().contains("\"rating\":4,\"text\":\"Soft,\\nand warm\""));
    assertTrue(events.getLast().contains("\"item\":{\"id\":\"768\"},\"rating\":5,\"context\""));
  }

  @Test
  void chinese_reviews_have_a_label_and_no_rating() throws IOException {
    List<String> events =
        read(NamedFormat.reviews_zh, "reviews.csv", "cat,label,review\n书籍,1,很好\n平板,0,\n");
    assertEquals(1, events.size());
    assertTrue(
        events.getFirst().endsWith("\"text\":\"很好\",\"context\":{\"label\":\"good\"}}"),
        events.getFirst());
    assertEquals(1, tally.malformed());
  }

  @Test
  void sessions_of_jd_are_lines() throws IOException {
    assertEquals(2, read(NamedFormat.jd_micro, "sessions", "1+5+7+8+9 1+9+7+8+9\n").size());
  }

  @Test
  void every_line_of_the_real_invoices_is_counted_once_and_totals_are_those_of_the_file()
      throws IOException {
    assumeTrue(Files.isReadable(ONLINE_RETAIL), "the real invoices are not at hand");
    Set<String> ids = new HashSet<>();
    List<Path> files = List.of(ONLINE_RETAIL);
    long events = 0;
    try (var source = ImportSource.of(files, NamedFormat.uci_online_retail.open(), tally)) {
      for (Optional<ReplayRecord> next = source.next(); next.isPresent(); next = source.next()) {
        if (next.get() instanceof ReplayRecord.Event event) {
          events++;
          ids.add(event.json().substring(0, event.json().indexOf("\",\"personId\"")));
        }
      }
    }
    assertEquals(events, ids.size());
    tally.tell();
    Sums sums = Sums.of(ONLINE_RETAIL);
    assertEquals(0, tally.malformed());
    assertTrue(told.contains("entries: " + sums.lines), told.toString());
    String sales =
        "events item_purchased: %d (%d pieces, %s GBP)".formatted(sums.sales, sums.sold, sums.paid);
    assertTrue(told.contains(sales), sales + " in " + told);
    String returns = "(%d pieces, %s GBP)".formatted(sums.returned, sums.refunded);
    assertTrue(
        told.stream()
            .anyMatch(line -> line.startsWith("events item_returned: ") && line.endsWith(returns)),
        returns + " in " + told);
  }

  /** What the file's columns add up to, by the rule of the documentation and by nothing else. */
  private static final class Sums {
    private long lines;
    private long sales;
    private long sold;
    private long returned;
    private BigDecimal paid = BigDecimal.ZERO;
    private BigDecimal refunded = BigDecimal.ZERO;

    static Sums of(Path path) throws IOException {
      var sums = new Sums();
      try (var file = InputFile.open(path)) {
        CsvTable table = CsvTable.open(file.content(), ',', StandardCharsets.UTF_8);
        var _ = table.header();
        for (Optional<String[]> row = table.next(); row.isPresent(); row = table.next()) {
          sums.add(row.get());
        }
      }
      return sums;
    }

    private void add(String[] cells) {
      lines++;
      long quantity = Long.parseLong(cells[3]);
      var price = new BigDecimal(cells[5]);
      BigDecimal money = price.multiply(BigDecimal.valueOf(Math.abs(quantity)));
      if (cells[0].startsWith("C")) {
        returned -= quantity;
        refunded = refunded.add(money);
      } else if (!cells[0].startsWith("A")
          && quantity > 0
          && (price.signum() > 0 || !cells[6].isEmpty())) {
        sales++;
        sold += quantity;
        paid = paid.add(money);
      }
    }
  }

  private List<String> read(NamedFormat format, String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    List<String> events = new ArrayList<>();
    try (var source = ImportSource.of(List.of(file), format.open(), tally)) {
      for (Optional<ReplayRecord> next = source.next(); next.isPresent(); next = source.next()) {
        if (next.get() instanceof ReplayRecord.Event event) {
          events.add(event.json());
        }
      }
    }
    return events;
  }
}
