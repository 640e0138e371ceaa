package dev.meander.event;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one event while it is read from a wire, field by field; {@link #toEvent} makes the
 * fact of them. Not for several threads.
 */
public final class EventFields {

  /** Pieces where a client names none. */
  public static final int DEFAULT_QUANTITY = 1;

  private final Map<EventField, Object> values = new EnumMap<>(EventField.class);

  /**
   * Keeps a value of the field's type: {@link Item}, {@code Long} (dwell), {@code Integer}
   * (quantity, rating), {@link BigDecimal} (amount), {@link Currency}, {@code List} of {@link
   * CategoryPath}, {@code Boolean}, {@link PersonId} (member), {@code String} (the others).
   */
  public void put(EventField field, Object value) {
    values.put(field, value);
  }

  /** Whether the field was given. */
  public boolean has(EventField field) {
    return values.containsKey(field);
  }

  /** Whether the member is that person. */
  public boolean hasMember(PersonId person) {
    return person.equals(values.get(EventField.MEMBER));
  }

  /** The first field given that events of that kind have no place for; null where there is none. */
  public @Nullable EventField misplacedIn(EventKind kind) {
    for (EventField field : values.keySet()) {
      if (!field.takenBy(kind)) {
        return field;
      }
    }
    return null;
  }

  /** The first field that an event of that kind cannot do without and lacks; null for none. */
  public @Nullable EventField missingIn(EventKind kind) {
    return switch (kind) {
      case LOGGED_IN, PERSON_ERASED -> null;
      case SEARCHED -> absent(EventField.QUERY);
      case INTEREST_DECLARED -> absent(EventField.CATEGORIES);
      case CONSENT_CHANGED -> absent(EventField.GRANTED);
      case PERSON_MERGED -> has(EventField.MEMBER) ? absent(EventField.MERGED) : EventField.MEMBER;
      case ITEM_REVIEWED ->
          has(EventField.TEXT) || has(EventField.RATING)
              ? absent(EventField.ITEM)
              : EventField.RATING;
      case ITEM_PURCHASED, ITEM_RETURNED -> {
        if (has(EventField.AMOUNT) == has(EventField.CURRENCY)) {
          yield absent(EventField.ITEM);
        }
        yield has(EventField.AMOUNT) ? EventField.CURRENCY : EventField.AMOUNT;
      }
      case ITEM_VIEWED,
          ITEM_CARTED,
          ITEM_UNCARTED,
          ITEM_FAVORITED,
          ITEM_HIDDEN,
          EXPOSURE_SHOWN,
          EXPOSURE_CLICKED ->
          absent(EventField.ITEM);
    };
  }

  /**
   * The fact.
   *
   * @throws IllegalArgumentException when {@link #missingIn} names a field
   */
  public BehaviorEvent toEvent(EventKind kind) {
    return switch (kind) {
      case LOGGED_IN ->
          new BehaviorEvent.LoggedIn(
              optional(EventField.PATH, String.class), optional(EventField.REFERRER, String.class));
      case ITEM_VIEWED ->
          new BehaviorEvent.ItemViewed(item(), optional(EventField.DWELL_MS, Long.class));
      case SEARCHED -> new BehaviorEvent.Searched(required(EventField.QUERY, String.class));
      case ITEM_CARTED -> new BehaviorEvent.ItemCarted(item(), quantity());
      case ITEM_UNCARTED -> new BehaviorEvent.ItemUncarted(item(), quantity());
      case ITEM_FAVORITED -> new BehaviorEvent.ItemFavorited(item());
      case ITEM_PURCHASED -> new BehaviorEvent.ItemPurchased(item(), quantity(), money());
      case ITEM_RETURNED -> new BehaviorEvent.ItemReturned(item(), quantity(), money());
      case ITEM_REVIEWED ->
          new BehaviorEvent.ItemReviewed(
              item(),
              optional(EventField.RATING, Integer.class),
              optional(EventField.TEXT, String.class));
      case ITEM_HIDDEN -> new BehaviorEvent.ItemHidden(item());
      case INTEREST_DECLARED -> new BehaviorEvent.InterestDeclared(categories());
      case EXPOSURE_SHOWN -> new BehaviorEvent.ExposureShown(item());
      case EXPOSURE_CLICKED -> new BehaviorEvent.ExposureClicked(item());
      case CONSENT_CHANGED ->
          new BehaviorEvent.ConsentChanged(required(EventField.GRANTED, Boolean.class));
      case PERSON_MERGED ->
          new BehaviorEvent.PersonMerged(
              required(EventField.MEMBER, PersonId.class),
              required(EventField.MERGED, Boolean.class));
      case PERSON_ERASED -> new BehaviorEvent.PersonErased();
    };
  }

  private Item item() {
    return required(EventField.ITEM, Item.class);
  }

  private int quantity() {
    Integer given = optional(EventField.QUANTITY, Integer.class);
    return given == null ? DEFAULT_QUANTITY : given;
  }

  private @Nullable Money money() {
    BigDecimal amount = optional(EventField.AMOUNT, BigDecimal.class);
    return amount == null ? null : new Money(amount, required(EventField.CURRENCY, Currency.class));
  }

  private List<CategoryPath> categories() {
    return values.get(EventField.CATEGORIES) instanceof List<?> paths
        ? paths.stream().map(CategoryPath.class::cast).toList()
        : List.of();
  }

  private @Nullable EventField absent(EventField field) {
    return has(field) ? null : field;
  }

  private <T> T required(EventField field, Class<T> type) {
    T value = optional(field, type);
    if (value == null) {
      throw new IllegalArgumentException(field.wireName() + " is missing");
    }
    return value;
  }

  private <T> @Nullable T optional(EventField field, Class<T> type) {
    return type.cast(values.get(field));
  }
}
