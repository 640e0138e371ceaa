package dev.meander.launcher.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.meander.event.BehaviorEvent;
import dev.meander.event.BehaviorEvent.ConsentChanged;
import dev.meander.event.BehaviorEvent.InterestDeclared;
import dev.meander.event.BehaviorEvent.ItemFavorited;
import dev.meander.event.BehaviorEvent.ItemPurchased;
import dev.meander.event.BehaviorEvent.ItemReviewed;
import dev.meander.event.BehaviorEvent.ItemViewed;
import dev.meander.event.BehaviorEvent.LoggedIn;
import dev.meander.event.BehaviorEvent.PersonMerged;
import dev.meander.event.CategoryPath;
import dev.meander.event.EventEnvelope;
import dev.meander.event.EventId;
import dev.meander.event.Item;
import dev.meander.event.ItemId;
import dev.meander.event.Money;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WireFormTest {

  private static final Item PHONE =
      new Item(
          new ItemId("i1"),
          CategoryPath.of("electronics", "phones", "smartphone"),
          "云栖智能手机",
          new BigDecimal("899.00"));
  private static final String HEAD = "{\"eventId\":\"e1\",\"personId\":\"p1\",";
  private static final String AT = "\"occurredAt\":\"2024-03-01T10:00:00Z\"";
  private static final String ITEM =
      "\"item\":{\"id\":\"i1\",\"category\":[\"electronics\",\"phones\",\"smartphone\"],"
          + "\"name\":\"云栖智能手机\",\"price\":\"899.00\"}";

  private static String line(BehaviorEvent event) {
    return WireForm.line(
        new EventEnvelope(
            new TenantId("t"),
            new EventId("e1"),
            new PersonId("p1"),
            Instant.parse("2024-03-01T10:00:00Z"),
            null,
            null,
            Map.of(),
            event));
  }

  private static String expected(String kind, String rest) {
    return HEAD + "\"kind\":\"" + kind + "\"," + AT + rest + "}";
  }

  @Test
  void a_view_carries_its_item_and_dwell() {
    assertEquals(
        expected("item_viewed", "," + ITEM + ",\"dwellMs\":4000"),
        line(new ItemViewed(PHONE, 4_000L)));
  }

  @Test
  void what_is_unknown_is_left_out() {
    Item bare = new Item(new ItemId("i1"), null, null, null);
    assertEquals(
        expected("item_favorited", ",\"item\":{\"id\":\"i1\"}"), line(new ItemFavorited(bare)));
    assertEquals(expected("logged_in", ""), line(new LoggedIn(null, null)));
  }

  @Test
  void money_is_text_so_that_no_client_rounds_it() {
    Money paid = new Money(new BigDecimal("1798.00"), Currency.getInstance("CNY"));
    assertEquals(
        expected(
            "item_purchased",
            "," + ITEM + ",\"quantity\":2,\"amount\":\"1798.00\",\"currency\":\"CNY\""),
        line(new ItemPurchased(PHONE, 2, paid)));
  }

  @Test
  void a_review_carries_rating_and_text() {
    assertEquals(
        expected("item_reviewed", "," + ITEM + ",\"rating\":5,\"text\":\"续航很给力\""),
        line(new ItemReviewed(PHONE, 5, "续航很给力")));
  }

  @Test
  void declared_interests_are_paths() {
    assertEquals(
        expected("interest_declared", ",\"categories\":[[\"食品\",\"茶叶\"],[\"home\"]]"),
        line(new InterestDeclared(List.of(CategoryPath.of("食品", "茶叶"), CategoryPath.of("home")))));
  }

  @Test
  void consent_and_merges_are_flags() {
    assertEquals(expected("consent_changed", ",\"granted\":true"), line(new ConsentChanged(true)));
    assertEquals(
        expected("person_merged", ",\"member\":\"a1\",\"merged\":true"),
        line(new PersonMerged(new PersonId("a1"), true)));
  }

  @Test
  void source_session_and_sorted_context_are_kept() {
    assertEquals(
        HEAD
            + "\"kind\":\"searched\","
            + AT
            + ",\"source\":\"web\",\"sessionId\":\"s1\",\"query\":\"口红\","
            + "\"context\":{\"a\":\"1\",\"b\":\"2\"}}",
        WireForm.line(
            new EventEnvelope(
                new TenantId("t"),
                new EventId("e1"),
                new PersonId("p1"),
                Instant.parse("2024-03-01T10:00:00Z"),
                "web",
                "s1",
                Map.of("b", "2", "a", "1"),
                new BehaviorEvent.Searched("口红"))));
  }
}
