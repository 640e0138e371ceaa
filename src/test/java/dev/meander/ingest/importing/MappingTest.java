package dev.meander.ingest.importing;

import static dev.meander.ingest.importing.Rows.only;
import static org.junit.jupiter.api.Assertions.assertEquals;

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
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A table of orders, read as one mapping says. */
final class MappingTest {

  private static final String ORDERS =
      """
      zone: Europe/Paris
      skip:
        - {when: '{status}', is: [test, ''], because: no real order}
      event:
        eventId: 'order-{order}'
        personId: '{customer}'
        kind:
          from: '{status}'
          values: {paid: item_purchased, back: item_returned}
        occurredAt: {from: '{at}', time: 'dd.MM.yyyy HH:mm'}
        sessionId: 's{order}'
        source: shop
        item: {id: '{sku}', category: ['{department}', '{class?}'], name: '{title}', price: '{price}'}
        quantity: '{pieces}'
        amount: {product: ['{pieces}', '{price}']}
        currency: EUR
        context: {channel: '{channel}'}
      """;

  private static final List<String> COLUMNS =
      List.of(
          "order",
          "customer",
          "status",
          "at",
          "sku",
          "department",
          "class",
          "title",
          "price",
          "pieces",
          "channel");

  private static Row order(String... cells) {
    return Rows.of(COLUMNS, cells);
  }

  @Test
  void every_kind_of_field_is_read_from_its_column() throws MappingException {
    EventEnvelope event =
        only(
            ORDERS,
            order(
                "7",
                "ada",
                "paid",
                "01.07.2025 14:30",
                "k1",
                "kitchen",
                "kettles",
                "Kettle",
                "29.90",
                "2",
                "web"));
    assertEquals("order-7", event.eventId().value());
    assertEquals("ada", event.personId().value());
    assertEquals(Instant.parse("2025-07-01T12:30:00Z"), event.occurredAt());
    assertEquals("shop", event.source());
    assertEquals("s7", event.sessionId());
    assertEquals(Map.of("channel", "web"), event.context());
    assertEquals(
        new ItemPurchased(
            new Item(
                new ItemId("k1"),
                CategoryPath.of("kitchen", "kettles"),
                "Kettle",
                new BigDecimal("29.9")),
            2,
            new Money(new BigDecimal("59.8"), Currency.getInstance("EUR"))),
        event.event());
  }

  @Test
  void an_empty_cell_leaves_its_field_out_and_the_kind_may_differ_from_row_to_row()
      throws MappingException {
    EventEnvelope event =
        only(ORDERS, order("7", "ada", "back", "01.07.2025 14:30", "k1", "", "", "", "", "1", ""));
    assertEquals(
        new ItemReturned(new Item(new ItemId("k1"), null, null, null), 1, null), event.event());
    assertEquals(Map.of(), event.context());
  }

  @Test
  void a_row_that_is_skipped_says_why() throws MappingException {
    RowImporter importer = Mapping.parse(ORDERS).importer();
    assertEquals(
        new Imported.LeftOut("no real order"),
        importer.read(order("7", "ada", "test", "", "", "", "", "", "", "", "")));
    assertEquals(
        new Imported.LeftOut("no real order"),
        importer.read(order("7", "ada", "", "", "", "", "", "", "", "", "")));
  }

  @ParameterizedTest
  @CsvSource({
    "0, order, eventId: is missing",
    "1, customer, personId: is missing",
    "3, time, occurredAt: is missing",
    "4, sku, item: is missing",
  })
  void a_row_without_what_an_event_needs_is_malformed(int cell, String what, String reason)
      throws MappingException {
    assertEquals(new Imported.Malformed(reason), with(cell, ""), what);
  }

  @Test
  void a_cell_of_another_type_is_malformed_and_shown() throws MappingException {
    assertMalformed("quantity: no number: two", with(9, "two"));
    assertMalformed("quantity: no whole number: 1.5", with(9, "1.5"));
    assertMalformed("quantity: must be at least 1, not -2", with(9, "-2"));
    assertMalformed("occurredAt: no time in the form dd.MM.yyyy HH:mm: soon", with(3, "soon"));
    assertMalformed("kind: 'lost' is none of paid, back", with(2, "lost"));
    assertMalformed("item: no number: cheap", with(8, "cheap"));
  }

  private static Imported with(int cell, String text) throws MappingException {
    String[] cells = {
      "7", "ada", "paid", "01.07.2025 14:30", "k1", "kitchen", "", "", "2", "1", ""
    };
    cells[cell] = text;
    return Mapping.parse(ORDERS).importer().read(order(cells));
  }

  private static void assertMalformed(String reason, Imported imported) {
    assertEquals(new Imported.Malformed(reason), imported);
  }

  @Test
  void columns_are_those_that_templates_name() throws MappingException {
    assertEquals(Set.copyOf(COLUMNS), Mapping.parse(ORDERS).columns());
  }
}
