package dev.meander.ingest.importing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.meander.event.BehaviorEvent.ItemCarted;
import dev.meander.event.BehaviorEvent.ItemPurchased;
import dev.meander.event.BehaviorEvent.ItemViewed;
import dev.meander.event.CategoryPath;
import dev.meander.event.EventEnvelope;
import dev.meander.event.Item;
import dev.meander.event.ItemId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MicroSessionImporterTest {

  private final MicroSessionImporter importer = new MicroSessionImporter();

  private List<EventEnvelope> events(String line) {
    Imported imported = importer.read(line);
    return assertInstanceOf(Imported.Events.class, imported, imported.toString()).events();
  }

  @Test
  void arrivals_carts_and_orders_are_events_and_reading_belongs_to_the_view() {
    List<EventEnvelope> events =
        events("11+5+7+8+67 11+7+7+30+67 11+6+7+29+67 11+9+7+5+67 12+1+7+4+4 11+10+7+9+9");
    var eleven = new Item(new ItemId("11"), CategoryPath.of("7"), null, null);
    var twelve = new Item(new ItemId("12"), CategoryPath.of("7"), null, null);
    assertEquals(
        List.of(
            new ItemViewed(eleven, 67_000L),
            new ItemCarted(eleven, 1),
            new ItemViewed(twelve, 4_000L),
            new ItemPurchased(eleven, 1, null)),
        events.stream().map(EventEnvelope::event).toList());
    assertEquals(
        List.of(
            Map.of("from", "search", "read", "specification,comments"),
            Map.of(),
            Map.of("from", "home"),
            Map.of()),
        events.stream().map(EventEnvelope::context).toList());
    assertEquals(
        List.of(
            Instant.parse("2018-01-01T00:00:00Z"),
            Instant.parse("2018-01-01T00:01:07Z"),
            Instant.parse("2018-01-01T00:01:12Z"),
            Instant.parse("2018-01-01T00:01:16Z")),
        events.stream().map(EventEnvelope::occurredAt).toList());
  }

  @Test
  void a_session_is_one_person_wherever_it_stands() {
    List<EventEnvelope> events = events("1+5+7+8+67 2+5+7+8+67");
    assertEquals(1, events.stream().map(EventEnvelope::personId).distinct().count());
    assertEquals(2, events.stream().map(EventEnvelope::eventId).distinct().count());
    assertEquals(new Imported.Events(events), importer.read("1+5+7+8+67 2+5+7+8+67  "));
  }

  @Test
  void reading_an_item_that_nobody_arrived_at_is_a_view_of_its_own() {
    List<EventEnvelope> events = events("1+6+7+8+67 1+8+7+8+67 2+7+7+1+1");
    assertEquals(2, events.size());
    assertEquals(Map.of("read", "comments,bottom"), events.getFirst().context());
  }

  @Test
  void a_dwell_of_more_than_a_day_is_unknown() {
    assertEquals(
        null,
        assertInstanceOf(ItemViewed.class, events("1+5+7+8+86401").getFirst().event()).dwellMs());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1+5+7+8", "1+11+7+8+9", "1+5+7+x+9", "+5+7+8+9", "1+5++8+9", "1+5+7+8+-9"})
  void a_behaviour_at_fault_makes_its_session_malformed(String line) {
    assertInstanceOf(Imported.Malformed.class, importer.read("1+5+7+8+67 " + line));
  }
}
