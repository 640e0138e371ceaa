package dev.meander.launcher;

import dev.meander.ingest.importing.DatabaseImport;
import dev.meander.ingest.importing.MappingException;
import dev.meander.launcher.importing.QueryImport;
import dev.meander.launcher.importing.Tally;
import dev.meander.launcher.replay.Delivery;
import dev.meander.launcher.replay.Totals;
import dev.meander.launcher.terminal.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code ./meander import purchases}: from a shop's PostgreSQL, what is new since the last time.
 */
@Command(
    name = "purchases",
    description = {
      "Reads purchases, returns and cancellations from a shop's PostgreSQL: what is new since the last run.",
      "",
      "A file says which queries are run and what their columns mean; src/docs/importing.md has the whole form. Each"
          + " query names a watermark, a column that grows with each change of a row, and a key. A run begins a stated"
          + " overlap before the watermark of the last one, for transactions that were committed late; what it finds"
          + " again are duplicates. To be run again and again, by cron or a timer.",
    },
    footer = {
      "",
      "  page: 1000",
      "  queries:",
      "    sold:",
      "      sql: SELECT l.id, o.customer, o.ordered, o.updated, l.sku, l.pieces, l.sum FROM orders o JOIN lines l ...",
      "      watermark: updated",
      "      key: id",
      "      overlap: 10 minutes",
      "      event:",
      "        eventId: 'sold-{id}'",
      "        personId: '{customer}'",
      "        kind: item_purchased",
      "        occurredAt: '{ordered}'",
      "        item: {id: '{sku}'}",
      "        quantity: '{pieces}'",
      "        amount: '{sum}'",
      "        currency: EUR",
    })
final class ImportPurchasesCommand implements Callable<Integer> {

  @Mixin private SendOptions sending = new SendOptions();

  @Parameters(paramLabel = "FILE", description = "the queries and what their columns mean")
  private Path file = Path.of("");

  @Option(
      names = "--database",
      required = true,
      paramLabel = "URL",
      defaultValue = "${env:MEANDER_IMPORT_DATABASE}",
      description =
          "postgresql://user:password@host/database; better in MEANDER_IMPORT_DATABASE, where no list of processes"
              + " shows it")
  private String database = "";

  @Override
  public Integer call() throws IOException, InterruptedException {
    var target = sending.target();
    DatabaseImport plan = plan();
    var progress = Progress.onStandardError();
    var tally = new Tally(progress::line);
    var report =
        new ReplayReport(String.valueOf(file.getFileName()), progress, row -> "row " + row);
    Totals totals = Totals.NONE;
    try (Connection connection = connect();
        var delivery = new Delivery(target, report)) {
      var run = new QueryImport(delivery, report, tally);
      for (DatabaseImport.Query query : plan.queries()) {
        try (var position = sending.position("import", file.toRealPath() + "\n" + query.name())) {
          totals = totals.plus(run.run(connection, query, plan.page(), position));
        }
      }
    } catch (SQLException e) {
      throw new CommandFailure("the database: " + e.getMessage(), e);
    }
    report.finish(totals);
    tally.tell();
    System.out.println(totals + " malformed=" + tally.malformed());
    return 0;
  }

  private DatabaseImport plan() throws IOException {
    SendOptions.needFiles(List.of(file));
    try {
      return DatabaseImport.parse(Files.readString(file));
    } catch (MappingException e) {
      throw new CommandFailure(file + ", " + e.getMessage(), e);
    }
  }

  private Connection connect() throws SQLException {
    PostgresUrl url;
    try {
      url = PostgresUrl.parse(database);
    } catch (IllegalArgumentException e) {
      // Its message names another option; the cause might show the password.
      throw new CommandFailure("--database wants postgresql://user:password@host/database");
    }
    Connection connection =
        DriverManager.getConnection("jdbc:" + url.address(), url.user(), url.password());
    connection.setReadOnly(true);
    return connection;
  }
}
