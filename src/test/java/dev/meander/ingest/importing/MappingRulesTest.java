package dev.meander.ingest.importing;

import static dev.meander.ingest.importing.Rows.only;
import static dev.meander.ingest.importing.Rows.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.event.BehaviorEvent;
import dev.meander.event.BehaviorEvent.ItemPurchased;
import dev.meander.event.BehaviorEvent.ItemReviewed;
import dev.meander.event.CategoryPath;
import dev.meander.event.EventEnvelope;
import dev.meander.event.Item;
import dev.meander.event.ItemId;
import dev.meander.event.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a mapping may say, each rule by itself. */
final class MappingRulesTest {

  @Test
  void json_says_the_same_as_yaml() throws MappingException {
    String json =
        """
        {"event": {
        \t"personId": "{p}", "kind": "item_reviewed", "occurredAt": "2025-01-01T00:00:00+01:00",
        \t"item": {"id": "x"}, "rating": 4, "text": "{a?} {{b}}"}}
        """;
    EventEnvelope event = only(json, row(Map.of("p", "ada")));
    assertEquals(Instant.parse("2024-12-31T23:00:00Z"), event.occurredAt());
    assertEquals(
        new ItemReviewed(new Item(new ItemId("x"), null, null, null), 4, " {b}"), event.event());
  }

  @Test
  void one_row_may_be_several_events() throws MappingException {
    String mapping =
        """
        event:
          - {personId: a, kind: logged_in, occurredAt: '2025-01-01'}
          - {personId: a, kind: searched, query: '{q}', occurredAt: '2025-01-01'}
        """;
    RowImporter importer = Mapping.parse(mapping).importer();
    var events = assertInstanceOf(Imported.Events.class, importer.read(row(Map.of("q", "tea"))));
    assertEquals(2, events.events().size());
    assertNotEquals(events.events().get(0).eventId(), events.events().get(1).eventId());
  }

  @Test
  void without_an_id_equal_rows_behind_each_other_are_several_events() throws MappingException {
    String mapping = "event: {personId: a, kind: searched, query: '{q}', occurredAt: '2025-01-01'}";
    RowImporter importer = Mapping.parse(mapping).importer();
    String first = id(importer.read(row(Map.of("q", "tea"))));
    String second = id(importer.read(row(Map.of("q", "tea"))));
    String third = id(importer.read(row(Map.of("q", "cup"))));
    assertEquals(3, Set.of(first, second, third).size());
    assertEquals(first, id(Mapping.parse(mapping).importer().read(row(Map.of("q", "tea")))));
  }

  private static String id(Imported imported) {
    return assertInstanceOf(Imported.Events.class, imported).events().getFirst().eventId().value();
  }

  @ParameterizedTest
  @CsvSource({
    "iso, 2025-03-30, 2025-03-30T10:00:00Z",
    "iso, 2025-03-29, 2025-03-29T11:00:00Z",
    "iso, 2025-07-01T08:00:00, 2025-07-01T06:00:00Z",
    "iso, 2025-07-01 08:00:00.123456, 2025-07-01T06:00:00.123456Z",
    "iso, 2025-07-01T08:00:00Z, 2025-07-01T08:00:00Z",
    "iso, 2025-07-01 08:00:00+00, 2025-07-01T08:00:00Z",
    "iso, 2025-07-01T08:00:00-05:30, 2025-07-01T13:30:00Z",
    "seconds, 1511544070, 2017-11-24T17:21:10Z",
    "seconds, 1511544070.25, 2017-11-24T17:21:10.250Z",
    "millis, 1511544070123, 2017-11-24T17:21:10.123Z",
    "days since 2014-01-01, 2, 2014-01-03T11:00:00Z",
    "d/M/yyyy H:mm, 1/12/2010 8:26, 2010-12-01T07:26:00Z",
    "dd MMM yyyy, 01 Dec 2010, 2010-12-01T11:00:00Z",
  })
  void times_are_read_in_their_form_and_zone(String form, String text, String expected)
      throws MappingException {
    String mapping =
        """
        zone: Europe/Paris
        event: {personId: a, kind: logged_in, occurredAt: {from: '{t}', time: '%s'}}
        """
            .formatted(form);
    assertEquals(Instant.parse(expected), only(mapping, row(Map.of("t", text))).occurredAt());
  }

  @Test
  void the_first_time_that_a_row_has_counts() throws MappingException {
    String mapping =
        """
        event:
          personId: a
          kind: logged_in
          occurredAt: [{from: '{t}', time: seconds}, {from: '{n}', time: days since 2014-01-01, zone: UTC, at: '06:00'}]
        """;
    assertEquals(
        Instant.parse("2014-01-05T06:00:00Z"), only(mapping, row(Map.of("n", "4"))).occurredAt());
    assertEquals(Instant.EPOCH, only(mapping, row(Map.of("n", "4", "t", "0"))).occurredAt());
  }

  @Test
  void decimal_commas_and_one_text_of_levels_are_understood() throws MappingException {
    String mapping =
        """
        event:
          personId: a
          kind: item_purchased
          occurredAt: '2025-01-01'
          item: {id: x, category: {from: '{path}', split: '>'}}
          amount: {from: '{sum}', decimal: ','}
          currency: EUR
        """;
    BehaviorEvent event = only(mapping, row(Map.of("path", "a > b >", "sum", "1.234,50"))).event();
    assertEquals(
        new ItemPurchased(
            new Item(new ItemId("x"), CategoryPath.of("a", "b"), null, null),
            1,
            new Money(new BigDecimal("1234.5"), Currency.getInstance("EUR"))),
        event);
  }

  @Test
  void a_text_may_have_another_in_its_place() throws MappingException {
    String mapping =
        """
        event:
          personId: {from: '{p}', otherwise: 'guest'}
          kind: {from: '{k}', values: {b: item_favorited}, otherwise: item_viewed}
          occurredAt: '2025-01-01'
          item: {id: x}
        """;
    EventEnvelope event = only(mapping, row(Map.of("k", "other")));
    assertEquals("guest", event.personId().value());
    assertEquals("item_viewed", event.kind().wireName());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "event: {personId: a | line 1: ",
        "zone: UTC | line 1: the mapping lacks 'event'",
        "\"event:\n  personId: a\n  kind: searched\n  occured: x\" | line 2: event lacks 'occurredAt'",
        "\"event:\n  personId: a\n  kind: logged_in\n  occurredAt: x\n  colour: red\" | line 5: event has no 'colour'; known are kind, eventId,",
        "\"event:\n  personId: {p}\n  kind: logged_in\n  occurredAt: x\" | line 2: event.personId wants a text; in YAML, put",
        "\"event:\n  personId: a\n  kind: bought\n  occurredAt: x\" | line 2: there is no kind of event 'bought'",
        "\"event:\n  personId: a\n  kind: logged_in\n  occurredAt: x\n  rating: 1\" | line 2: rating does not belong to logged_in",
        "\"event:\n  personId: a\n  kind: logged_in\n  occurredAt: {from: x, time: 'YYY{'}\" | line 4: event.occurredAt: ",
        "\"event:\n  personId: a\n  kind: logged_in\n  occurredAt: {from: x, zone: Mars}\" | line 4: event.occurredAt: ",
        "\"event:\n  personId: '{a'\n  kind: logged_in\n  occurredAt: x\" | line 2: a place is open: {a",
        "\"event:\n  personId: '{#row}'\n  kind: logged_in\n  occurredAt: x\" | line 2: there is no {#row}; known are",
        "\"event:\n  personId: a\n  personId: b\n  kind: logged_in\" | line 3: ",
        "\"zone: UTC\nskip:\n  - {when: a}\nevent: {personId: a, kind: logged_in, occurredAt: x}\" | line 3: skip wants either 'is' or 'isNot'",
        "\"charset: ebcdic-9\nevent: {personId: a, kind: logged_in, occurredAt: x}\" | line 1: there is no charset ebcdic-9",
        "\"{\"\"event\"\":\n {\"\"kind\"\": 1,}}\" | line 2: ",
        "\" \" | line 1: the mapping is empty",
      })
  void a_mapping_that_can_not_be_used_names_the_line(String mapping, String message) {
    var wrong = assertThrows(MappingException.class, () -> Mapping.parse(mapping));
    assertTrue(String.valueOf(wrong.getMessage()).startsWith(message), wrong.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "{p}"})
  void a_template_is_absent_with_its_cell(String prefix) throws MappingException {
    Template template = Template.parse(prefix + "{q}", 1);
    var cells = new Cells(row(Map.of("p", "1")), 0);
    assertNull(template.fill(cells));
  }
}
