package dev.meander.log;

import dev.meander.event.BehaviorEvent;
import dev.meander.event.CategoryPath;
import dev.meander.event.EventEnvelope;
import dev.meander.event.EventId;
import dev.meander.event.EventKind;
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

/** One event of each kind with every field that it can have. */
final class EventSamples {

  private static final Item LIPSTICK =
      new Item(
          new ItemId("b2"),
          CategoryPath.of("beauty", "口红"),
          "Lipstick \"rouge\" 💄",
          new BigDecimal("29.90"));

  private EventSamples() {}

  static EventEnvelope of(EventKind kind) {
    return new EventEnvelope(
        new TenantId("default"),
        new EventId("e-" + kind.wireName()),
        new PersonId("人-1"),
        Instant.parse("2017-11-25T01:21:10.123Z"),
        "web",
        "s-1",
        Map.of("campaign", "11.11", "ab", "variant\tB"),
        event(kind));
  }

  private static BehaviorEvent event(EventKind kind) {
    Money money = new Money(new BigDecimal("59.80"), Currency.getInstance("CNY"));
    return switch (kind) {
      case LOGGED_IN -> new BehaviorEvent.LoggedIn("/home", "https://example.org/?q=1");
      case ITEM_VIEWED -> new BehaviorEvent.ItemViewed(LIPSTICK, 12_000L);
      case SEARCHED -> new BehaviorEvent.Searched("口红 哑光");
      case ITEM_CARTED -> new BehaviorEvent.ItemCarted(LIPSTICK, 2);
      case ITEM_UNCARTED -> new BehaviorEvent.ItemUncarted(LIPSTICK, 1);
      case ITEM_FAVORITED -> new BehaviorEvent.ItemFavorited(LIPSTICK);
      case ITEM_PURCHASED -> new BehaviorEvent.ItemPurchased(LIPSTICK, 2, money);
      case ITEM_RETURNED -> new BehaviorEvent.ItemReturned(LIPSTICK, 1, money);
      case ITEM_REVIEWED -> new BehaviorEvent.ItemReviewed(LIPSTICK, 4, "颜色很好看，但是有点干");
      case ITEM_HIDDEN -> new BehaviorEvent.ItemHidden(LIPSTICK);
      case INTEREST_DECLARED ->
          new BehaviorEvent.InterestDeclared(
              List.of(CategoryPath.of("sports", "running"), CategoryPath.of("beauty")));
      case EXPOSURE_SHOWN -> new BehaviorEvent.ExposureShown(LIPSTICK);
      case EXPOSURE_CLICKED -> new BehaviorEvent.ExposureClicked(LIPSTICK);
      case CONSENT_CHANGED -> new BehaviorEvent.ConsentChanged(false);
      case PERSON_MERGED -> new BehaviorEvent.PersonMerged(new PersonId("anon-7"), true);
      case PERSON_ERASED -> new BehaviorEvent.PersonErased();
    };
  }
}
