package dev.meander.ingest.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.event.BehaviorEvent.ItemPurchased;
import dev.meander.event.BehaviorEvent.ItemReturned;
import dev.meander.event.CategoryPath;
import dev.meander.event.EventEnvelope;
import dev.meander.event.Item;
import dev.meander.event.ItemId;
import dev.meander.event.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Invoices that were made up, in the form of the real ones. */
final class OnlineRetailImporterTest {

  private final OnlineRetailImporter importer = new OnlineRetailImporter();

  private record Invoice(Map<String, String> cells) implements Row {
    @Override
    public String source() {
      return "invoices";
    }

    @Override
    public long line() {
      return 1;
    }

    @Override
    public @Nullable String value(String column) {
      String cell = cells.getOrDefault(column, "");
      return cell.isEmpty() ? null : cell;
    }

    @Override
    public List<String> content() {
      return List.copyOf(cells.values());
    }
  }

  private Imported line(String invoice, String code, int quantity, String price, String customer) {
    return importer.read(
        new Invoice(
            Map.of(
                "InvoiceNo",
                invoice,
                "StockCode",
                code,
                "Description",
                "TEA TOWEL",
                "Quantity",
                Integer.toString(quantity),
                "InvoiceDate",
                "2011-07-01 09:30:00",
                "UnitPrice",
                price,
                "CustomerID",
                customer,
                "Country",
                "France")));
  }

  private static List<EventEnvelope> events(Imported imported) {
    return assertInstanceOf(Imported.Events.class, imported, imported.toString()).events();
  }

  /** The pieces of a return by the purchase that they were given to. */
  private static List<String> parts(Imported imported) {
    return events(imported).stream()
        .map(
            event ->
                assertInstanceOf(ItemReturned.class, event.event()).quantity()
                    + " of "
                    + event.context().getOrDefault("purchase", "none"))
        .toList();
  }

  @Test
  void a_line_is_a_purchase_with_the_shops_time_and_money() {
    EventEnvelope event = events(line("500001", "85123a", 6, "2.55", "17850.0")).getFirst();
    assertEquals("online-retail:17850", event.personId().value());
    assertEquals("500001", event.sessionId());
    assertEquals(Instant.parse("2011-07-01T08:30:00Z"), event.occurredAt());
    assertEquals(Map.of("country", "France"), event.context());
    assertEquals(
        new ItemPurchased(
            new Item(
                new ItemId("85123A"),
                CategoryPath.of("article", "85123"),
                "TEA TOWEL",
                new BigDecimal("2.55")),
            6,
            new Money(new BigDecimal("15.30"), Currency.getInstance("GBP"))),
        event.event());
  }

  @Test
  void equal_lines_of_an_invoice_are_several_purchases_with_the_same_ids_each_time() {
    String first = id(line("500001", "1", 6, "2.55", "1"));
    assertEquals("online-retail:500001:1:1", first);
    assertEquals("online-retail:500001:1:2", id(line("500001", "1", 6, "2.55", "1")));
    assertEquals("online-retail:500002:1:1", id(line("500002", "1", 6, "2.55", "1")));
  }

  private static String id(Imported imported) {
    return events(imported).getFirst().eventId().value();
  }

  @Test
  void a_cancellation_is_given_to_the_newest_earlier_purchases_with_pieces_left() {
    var _ = line("500001", "22", 5, "1.00", "7");
    var _ = line("500002", "22", 3, "1.00", "7");
    assertEquals(
        List.of("2 of online-retail:500002:22:1"), parts(line("C500003", "22", -2, "1.00", "7")));
    assertEquals(
        List.of("1 of online-retail:500002:22:1", "3 of online-retail:500001:22:1"),
        parts(line("C500004", "22", -4, "1.00", "7")));
    assertEquals(
        List.of("2 of online-retail:500001:22:1", "8 of none"),
        parts(line("C500005", "22", -10, "1.00", "7")));
    assertEquals(List.of("1 of none"), parts(line("C500006", "22", -1, "1.00", "7")));
  }

  @Test
  void a_later_purchase_or_another_customers_or_article_matches_nothing() {
    var _ = line("500001", "22", 5, "1.00", "8");
    var _ = line("500001", "23", 5, "1.00", "7");
    Imported returned = line("C500002", "22", -5, "1.00", "7");
    assertEquals(List.of("5 of none"), parts(returned));
    assertEquals("no earlier purchase", events(returned).getFirst().context().get("unmatched"));
    var _ = line("500003", "22", 5, "1.00", "7");
    assertEquals(
        List.of("5 of online-retail:500003:22:1"), parts(line("C500004", "22", -5, "1.00", "7")));
  }

  @Test
  void the_money_of_a_return_is_that_of_its_own_line() {
    var _ = line("500001", "22", 3, "9.99", "7");
    List<EventEnvelope> events = events(line("C500002", "22", -5, "1.25", "7"));
    assertEquals(
        List.of(new BigDecimal("3.75"), new BigDecimal("2.50")),
        events.stream()
            .map(event -> ((ItemReturned) event.event()).refunded())
            .map(money -> money == null ? BigDecimal.ZERO : money.amount())
            .toList());
    assertEquals(2, events.stream().map(EventEnvelope::eventId).distinct().count());
  }

  @Test
  void a_line_without_a_customer_is_a_guests_and_its_cancellation_matches_nothing() {
    assertEquals(
        "online-retail:guest-500001",
        events(line("500001", "22", 3, "1.00", "")).getFirst().personId().value());
    Imported returned = line("C500002", "22", -3, "1.00", "");
    assertEquals("no customer", events(returned).getFirst().context().get("unmatched"));
  }

  @Test
  void what_is_no_trade_with_a_customer_is_left_out() {
    assertLeftOut(line("A563185", "B", 1, "11062.06", ""));
    assertLeftOut(line("A563186", "B", 1, "-11062.06", ""));
    assertLeftOut(line("500001", "22", -20, "0.0", ""));
    assertLeftOut(line("500001", "22", 20, "0.0", ""));
    assertEquals(1, events(line("500001", "22", 20, "0.0", "7")).size());
  }

  private static void assertLeftOut(Imported imported) {
    assertInstanceOf(Imported.LeftOut.class, imported, imported.toString());
  }

  @Test
  void what_can_not_be_read_is_malformed() {
    assertMalformed("StockCode: is missing", line("500001", "", 1, "1", ""));
    assertMalformed("UnitPrice: must not be negative: -1", line("500001", "2", 1, "-1", ""));
    assertMalformed("a cancellation of 3 pieces", line("C500001", "2", 3, "1", ""));
    Imported noNumber = line("500001", "2", 1, "cheap", "");
    assertTrue(noNumber instanceof Imported.Malformed, noNumber.toString());
  }

  private static void assertMalformed(String reason, Imported imported) {
    assertEquals(new Imported.Malformed(reason), imported);
  }

  @Test
  void a_code_that_is_no_articles_has_a_category_of_its_own() {
    ItemPurchased postage =
        assertInstanceOf(
            ItemPurchased.class, events(line("500001", "POST", 1, "18", "7")).getFirst().event());
    assertEquals(CategoryPath.of("other", "POST"), postage.item().category());
  }
}
