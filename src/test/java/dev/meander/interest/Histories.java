package dev.meander.interest;

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
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Seeded histories of every kind of event, for property tests. */
public final class Histories {

  public static final TenantId TENANT = new TenantId("shop");
  public static final PersonId PERSON = new PersonId("p-1");
  public static final Instant START = Instant.parse("2025-03-01T00:00:00Z");

  private static final CategoryPath[] CATEGORIES = {
    CategoryPath.of("beauty", "lipstick"),
    CategoryPath.of("beauty"),
    CategoryPath.of("electronics", "phone"),
    CategoryPath.of("electronics", "phone", "case"),
    CategoryPath.of("运动", "跑步"),
    CategoryPath.of("sports", "running"),
  };

  private Histories() {}

  /** Events with distinct ids, spread over a number of days. */
  public static List<EventEnvelope> events(RandomGenerator random, int count, int days) {
    List<EventEnvelope> events = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Instant at = START.plusMillis(random.nextLong(days * DayCell.DAY_MILLIS));
      if (random.nextInt(4) == 0 && i > 0) {
        at = events.get(random.nextInt(i)).occurredAt();
      }
      events.add(envelope(id(random, i), at, event(random)));
    }
    return events;
  }

  /** The cells of a set of events, ascending by day. */
  public static List<DayCell> cells(List<EventEnvelope> events) {
    return List.copyOf(ProfileSumTest.cells(events).values());
  }

  public static EventEnvelope envelope(String id, Instant at, BehaviorEvent event) {
    return new EventEnvelope(TENANT, new EventId(id), PERSON, at, null, null, Map.of(), event);
  }

  public static Item item(String id, String... category) {
    return new Item(
        new ItemId(id), category.length == 0 ? null : CategoryPath.of(category), null, null);
  }

  /** One event of that kind, about the item where the kind has one. */
  public static BehaviorEvent event(EventKind kind, Item item) {
    return switch (kind) {
      case LOGGED_IN -> new BehaviorEvent.LoggedIn("/home", null);
      case ITEM_VIEWED -> new BehaviorEvent.ItemViewed(item, 4_000L);
      case SEARCHED -> new BehaviorEvent.Searched("口红");
      case ITEM_CARTED -> new BehaviorEvent.ItemCarted(item, 1);
      case ITEM_UNCARTED -> new BehaviorEvent.ItemUncarted(item, 1);
      case ITEM_FAVORITED -> new BehaviorEvent.ItemFavorited(item);
      case ITEM_PURCHASED -> new BehaviorEvent.ItemPurchased(item, 2, money("59.80"));
      case ITEM_RETURNED -> new BehaviorEvent.ItemReturned(item, 1, money("29.90"));
      case ITEM_REVIEWED -> new BehaviorEvent.ItemReviewed(item, 4, "颜色很好看");
      case ITEM_HIDDEN -> new BehaviorEvent.ItemHidden(item);
      case INTEREST_DECLARED ->
          new BehaviorEvent.InterestDeclared(List.of(CATEGORIES[0], CATEGORIES[5]));
      case EXPOSURE_SHOWN -> new BehaviorEvent.ExposureShown(item);
      case EXPOSURE_CLICKED -> new BehaviorEvent.ExposureClicked(item);
      case CONSENT_CHANGED -> new BehaviorEvent.ConsentChanged(true);
      case PERSON_MERGED -> new BehaviorEvent.PersonMerged(new PersonId("anonymous-7"), true);
      case PERSON_ERASED -> new BehaviorEvent.PersonErased();
    };
  }

  public static Money money(String amount) {
    return new Money(new BigDecimal(amount), Currency.getInstance("CNY"));
  }

  private static BehaviorEvent event(RandomGenerator random) {
    EventKind[] kinds = EventKind.values();
    CategoryPath category =
        random.nextInt(10) == 0 ? null : CATEGORIES[random.nextInt(CATEGORIES.length)];
    Item item = new Item(new ItemId("i-" + random.nextInt(20)), category, null, null);
    EventKind kind =
        random.nextBoolean() ? EventKind.ITEM_VIEWED : kinds[random.nextInt(kinds.length)];
    if (kind == EventKind.ITEM_VIEWED) {
      return new BehaviorEvent.ItemViewed(
          item, random.nextInt(3) == 0 ? null : random.nextLong(90_000));
    }
    return event(kind, item);
  }

  private static String id(RandomGenerator random, int i) {
    return switch (random.nextInt(3)) {
      case 0 -> "%032x".formatted(i);
      case 1 -> "00000000-0000-4000-8000-%012x".formatted(i);
      default -> "order/" + i;
    };
  }
}
