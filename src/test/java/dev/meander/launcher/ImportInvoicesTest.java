package dev.meander.launcher;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.meander.RealServers;
import dev.meander.launcher.replay.CsvTable;
import dev.meander.launcher.replay.InputFile;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first invoices of a real shop, from the file to the demand in the read model. */
@QuarkusTest
@WithTestResource(RealServers.class)
class ImportInvoicesTest {

  private static final Path INVOICES =
      Path.of(System.getProperty("meander.basedir", "."))
          .resolve("../shared/data/uci_online_retail/online_retail.csv.gz");

  private static final int LINES = 5_000;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir Path folder;
  @Inject AgroalDataSource database;

  @TestHTTPResource("/")
  URI address = URI.create("http://127.0.0.1/");

  /**
   * Pieces and money.
   *
   * @param sold pieces, before any came back
   */
  private record Trade(long sold, BigDecimal paid, long returned, BigDecimal refunded) {

    static final Trade NONE = new Trade(0, BigDecimal.ZERO, 0, BigDecimal.ZERO);

    Trade plus(Trade other) {
      return new Trade(
          sold + other.sold,
          paid.add(other.paid),
          returned + other.returned,
          refunded.add(other.refunded));
    }

    /** Whether they are equal, however many zeros are written. */
    boolean isOf(Trade other) {
      return sold == other.sold
          && paid.compareTo(other.paid) == 0
          && returned == other.returned
          && refunded.compareTo(other.refunded) == 0;
    }
  }

  @Test
  void what_was_sold_and_what_came_back_is_in_the_read_model_to_the_penny() throws Exception {
    assumeTrue(Files.isReadable(INVOICES), "the real invoices are not at hand");
    Path head = folder.resolve("invoices.csv");
    Trade expected = head(head);
    assertTrue(expected.returned() > 100, expected::toString);
    Trade before = stored();
    imported(head);
    Trade wanted = before.plus(expected);
    await().atMost(PATIENCE).until(() -> stored().isOf(wanted));
    // Once more, and with the position forgotten: each line still counts once.
    imported(head, "--restart");
    String person = "after-the-invoices-" + folder.getFileName();
    Path one =
        Files.writeString(folder.resolve("one.csv"), person + ",2268318,2520377,pv,1511544070\n");
    assertEquals(
        "accepted=1 duplicate=0 refused=0 malformed=0",
        ImportCommandTest.lastLine(
            "import",
            "csv",
            one.toString(),
            "--format",
            "taobao",
            "--url",
            address.toString(),
            "--data",
            folder.toString()));
    assertEquals(Map.of("item_viewed", 1), ImportCommandTest.counts(person, 1));
    assertTrue(stored().isOf(wanted), wanted::toString);
  }

  private void imported(Path file, String... more) {
    String[] words = {
      "import",
      "csv",
      file.toString(),
      "--format",
      "uci_online_retail",
      "--url",
      address.toString(),
      "--data",
      folder.toString()
    };
    String[] all = Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    String last = ImportCommandTest.lastLine(all);
    assertTrue(last.endsWith("refused=0 malformed=0"), last);
  }

  /** Writes the first lines of the file; says what they add up to, and knows nothing of events. */
  private static Trade head(Path to) throws IOException {
    StringBuilder lines = new StringBuilder();
    Trade sum = Trade.NONE;
    try (var file = InputFile.open(INVOICES)) {
      CsvTable table = CsvTable.open(file.content(), ',', StandardCharsets.UTF_8);
      lines.append(String.join(",", table.header())).append('\n');
      Optional<String[]> row = table.next();
      for (int i = 0; i < LINES && row.isPresent(); i++) {
        String[] cells = row.get();
        for (int cell = 0; cell < cells.length; cell++) {
          lines
              .append(cell == 0 ? "\"" : ",\"")
              .append(cells[cell].replace("\"", "\"\""))
              .append('"');
        }
        lines.append('\n');
        sum = sum.plus(trade(cells));
        row = table.next();
      }
    }
    Path _ = Files.writeString(to, lines);
    return sum;
  }

  private static Trade trade(String[] cells) {
    long quantity = Long.parseLong(cells[3]);
    var price = new BigDecimal(cells[5]);
    BigDecimal money = price.multiply(BigDecimal.valueOf(Math.abs(quantity)));
    if (cells[0].startsWith("C")) {
      return new Trade(0, BigDecimal.ZERO, -quantity, money);
    }
    boolean sale =
        !cells[0].startsWith("A") && quantity > 0 && (price.signum() > 0 || !cells[6].isEmpty());
    return sale ? new Trade(quantity, money, 0, BigDecimal.ZERO) : Trade.NONE;
  }

  private Trade stored() throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet sums =
            statement.executeQuery(
                "select coalesce(sum(quantity), 0), coalesce(sum(amount), 0),"
                    + " coalesce(sum(returned), 0), coalesce(sum(refunded), 0) from demand_fact"
                    + " where projection = 1 and tenant = 'default'"
                    + " and (category like 'article%' or category like 'other%')")) {
      assertTrue(sums.next());
      return new Trade(
          sums.getLong(1), sums.getBigDecimal(2), sums.getLong(3), sums.getBigDecimal(4));
    }
  }
}
