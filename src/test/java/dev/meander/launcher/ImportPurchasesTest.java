package dev.meander.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.RealServers;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shop's tables in a real PostgreSQL, imported into the running service run after run. */
@QuarkusTest
@WithTestResource(RealServers.class)
class ImportPurchasesTest {

  private static final String PLAN =
      """
      page: 2
      queries:
        sold:
          sql: SELECT id, customer, ordered, updated, sku, pieces, price FROM import_shop.lines
          watermark: updated
          key: id
          overlap: 10 minutes
          event:
            eventId: 'RUN-sold-{id}'
            personId: 'RUN-{customer}'
            kind: item_purchased
            occurredAt: '{ordered}'
            item: {id: '{sku}', category: [shop]}
            quantity: '{pieces}'
            amount: {product: ['{pieces}', '{price}']}
            currency: EUR
        cancelled:
          sql: SELECT id, customer, cancelled, updated, sku, pieces, price FROM import_shop.lines WHERE cancelled IS NOT NULL
          watermark: updated
          key: id
          overlap: 10 minutes
          event:
            eventId: 'RUN-cancelled-{id}'
            personId: 'RUN-{customer}'
            kind: item_returned
            occurredAt: '{cancelled}'
            item: {id: '{sku}', category: [shop]}
            quantity: '{pieces}'
            amount: {product: ['{pieces}', '{price}']}
            currency: EUR
        back:
          sql: SELECT b.id, l.customer, b.at, b.pieces, l.sku, b.reason FROM import_shop.back b JOIN import_shop.lines l ON l.id = b.line
          watermark: id
          key: id
          overlap: 1
          event:
            eventId: 'RUN-back-{id}'
            personId: 'RUN-{customer}'
            kind: item_returned
            occurredAt: '{at}'
            item: {id: '{sku}', category: [shop]}
            quantity: '{pieces}'
            context: {reason: '{reason}'}
      """;

  @TempDir Path folder;

  @TestHTTPResource("/")
  URI address = URI.create("http://127.0.0.1/");

  @ConfigProperty(name = "quarkus.datasource.jdbc.url")
  String jdbc = "";

  @ConfigProperty(name = "quarkus.datasource.username")
  String user = "";

  @ConfigProperty(name = "quarkus.datasource.password")
  String password = "";

  private final StringWriter err = new StringWriter();

  @BeforeEach
  void open() throws SQLException {
    sql("DROP SCHEMA IF EXISTS import_shop CASCADE");
    sql("CREATE SCHEMA import_shop");
    sql(
        "CREATE TABLE import_shop.lines (id bigint PRIMARY KEY, customer text, ordered timestamptz,"
            + " updated timestamptz NOT NULL, sku text, pieces integer, price numeric,"
            + " cancelled timestamptz)");
    sql(
        "CREATE TABLE import_shop.back (id bigint PRIMARY KEY, line bigint, at timestamp, pieces integer,"
            + " reason text)");
  }

  @AfterEach
  void close() throws SQLException {
    sql("DROP SCHEMA import_shop CASCADE");
  }

  @Test
  void each_run_brings_in_what_is_new_and_what_was_committed_late() throws Exception {
    Path plan = plan("new");
    // Five rows of one watermark: more than two pages, and no row twice.
    for (int id = 1; id <= 5; id++) {
      sell(id, "ada", "2026-02-01 12:00:00+01", 1);
    }
    sell(6, "ada", "2026-02-01 12:30:00+01", 2);
    sql("INSERT INTO import_shop.back VALUES (1, 6, '2026-02-03 10:00', 1, 'too small')");
    assertEquals("accepted=7 duplicate=0 refused=0 malformed=0", lastLine(plan));

    // Of the second run: row 6 and the return lie in the overlap, 7 is new, 8 was committed late.
    sell(7, "ada", "2026-02-01 13:00:00+01", 1);
    sell(8, "ada", "2026-02-01 12:25:00+01", 1);
    sql("INSERT INTO import_shop.back VALUES (2, 7, '2026-02-04 10:00', 1, NULL)");
    assertEquals("accepted=3 duplicate=2 refused=0 malformed=0", lastLine(plan));

    assertEquals("accepted=0 duplicate=2 refused=0 malformed=0", lastLine(plan));
    assertEquals(
        Map.of("item_purchased", 8, "item_returned", 2), ImportCommandTest.counts("new-ada", 10));
  }

  @Test
  void an_order_that_is_cancelled_was_bought_all_the_same_and_came_back() throws Exception {
    Path plan = plan("cancelled");
    sell(1, "ida", "2026-02-01 12:00:00+00", 2);
    sell(2, "ida", "2026-02-01 12:00:00+00", 1);
    assertEquals("accepted=2 duplicate=0 refused=0 malformed=0", lastLine(plan));
    sql(
        "UPDATE import_shop.lines SET cancelled = '2026-02-02 08:00+00', updated = '2026-02-02 08:00+00'"
            + " WHERE id = 1");
    // Both lie in the overlap or behind it: the row has changed, and the event of its sale has not.
    assertEquals("accepted=1 duplicate=2 refused=0 malformed=0", lastLine(plan));
    assertEquals(
        Map.of("item_purchased", 2, "item_returned", 1),
        ImportCommandTest.counts("cancelled-ida", 3));
  }

  @Test
  void a_run_that_broke_off_goes_on_and_the_query_forgets_when_it_changes() throws Exception {
    Path plan = plan("broken");
    for (int id = 1; id <= 3; id++) {
      sell(id, "eva", "2026-02-0%d 12:00:00+00".formatted(id), 1);
    }
    assertEquals(1, run(plan, "http://127.0.0.1:1", "--patience", "1"));
    assertTrue(err.toString().contains("does not answer"), err.toString());
    assertEquals("accepted=3 duplicate=0 refused=0 malformed=0", lastLine(plan));
    Files.writeString(
        plan, Files.readString(plan).replace("FROM import_shop.lines", "FROM import_shop.lines l"));
    assertEquals("accepted=0 duplicate=3 refused=0 malformed=0", lastLine(plan));
  }

  @Test
  void a_row_that_is_no_purchase_is_told_by_query_and_key() throws Exception {
    Path plan = plan("bad");
    sell(1, "eva", "2026-02-01 12:00:00+00", 0);
    sell(2, "eva", "2026-02-01 12:00:00+00", 1);
    assertEquals("accepted=1 duplicate=0 refused=0 malformed=1", lastLine(plan));
  }

  @Test
  void a_column_that_is_not_there_and_a_query_that_fails_are_told() throws Exception {
    Path plan = plan("wrong");
    String text = Files.readString(plan);
    Files.writeString(plan, text.replace("updated, sku", "updated"));
    assertEquals(1, run(plan, address.toString()));
    assertTrue(
        err.toString().contains("the query sold has no column 'sku'; it has id, customer,"),
        err.toString());
    Files.writeString(plan, text.replace("import_shop.lines", "import_shop.missing"));
    assertEquals(1, run(plan, address.toString()));
    assertTrue(err.toString().contains("\"import_shop.missing\" does not exist"), err.toString());
  }

  @Test
  void an_address_that_is_none_is_refused_without_its_password() throws Exception {
    String[] words = {
      "import", "purchases", plan("none").toString(), "--database", "mysql://u:secret@h/d"
    };
    assertEquals(1, Launcher.commandLine().setErr(new PrintWriter(err, true)).execute(words));
    assertTrue(err.toString().contains("--database wants postgresql://"), err.toString());
    assertTrue(!err.toString().contains("secret"), err.toString());
  }

  private Path plan(String name) throws IOException {
    return Files.writeString(folder.resolve(name + ".yaml"), PLAN.replace("RUN", name));
  }

  private void sell(int id, String customer, String at, int pieces) throws SQLException {
    sql(
        "INSERT INTO import_shop.lines VALUES (%d, '%s', '%s', '%s', 'k%d', %d, 9.90)"
            .formatted(id, customer, at, at, id, pieces));
  }

  private void sql(String statement) throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbc, user, password);
        Statement run = connection.createStatement()) {
      run.execute(statement);
    }
  }

  private String lastLine(Path plan) {
    return ImportCommandTest.lastLine(
        "import",
        "purchases",
        plan.toString(),
        "--url",
        address.toString(),
        "--data",
        folder.toString(),
        "--database",
        database());
  }

  private int run(Path plan, String url, String... more) {
    String[] words = {
      "import",
      "purchases",
      plan.toString(),
      "--url",
      url,
      "--data",
      folder.toString(),
      "--database",
      database()
    };
    String[] all = Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return Launcher.commandLine().setErr(new PrintWriter(err, true)).execute(all);
  }

  private String database() {
    return jdbc.replaceFirst("^jdbc:postgresql://", "postgresql://" + user + ":" + password + "@");
  }
}
