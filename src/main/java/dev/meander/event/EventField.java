package dev.meander.event;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an event may say beyond its envelope, by the name that it has on every wire. */
public enum EventField {
  ITEM("item"),
  DWELL_MS("dwellMs"),
  QUERY("query"),
  QUANTITY("quantity"),
  AMOUNT("amount"),
  CURRENCY("currency"),
  RATING("rating"),
  TEXT("text"),
  PATH("path"),
  REFERRER("referrer"),
  CATEGORIES("categories"),
  GRANTED("granted"),
  MEMBER("member"),
  MERGED("merged");

  private static final Map<EventKind, Set<EventField>> TAKEN =
      Arrays.stream(EventKind.values())
          .collect(
              Collectors.toMap(
                  kind -> kind,
                  EventField::of,
                  (first, second) -> first,
                  () -> new EnumMap<>(EventKind.class)));

  private static final Map<String, EventField> BY_WIRE_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(EventField::wireName, field -> field));

  private final String wireName;

  EventField(String wireName) {
    this.wireName = wireName;
  }

  /** The name on the wire: {@code dwellMs}. */
  public String wireName() {
    return wireName;
  }

  /** The field of that wire name; null where there is none. */
  public static @Nullable EventField ofWireName(String wireName) {
    return BY_WIRE_NAME.get(wireName);
  }

  /** Whether an event of that kind has a place for this field. */
  public boolean takenBy(EventKind kind) {
    Set<EventField> taken = TAKEN.get(kind);
    return taken != null && taken.contains(this);
  }

  private static Set<EventField> of(EventKind kind) {
    return switch (kind) {
      case LOGGED_IN -> EnumSet.of(PATH, REFERRER);
      case ITEM_VIEWED -> EnumSet.of(ITEM, DWELL_MS);
      case SEARCHED -> EnumSet.of(QUERY);
      case ITEM_CARTED, ITEM_UNCARTED -> EnumSet.of(ITEM, QUANTITY);
      case ITEM_PURCHASED, ITEM_RETURNED -> EnumSet.of(ITEM, QUANTITY, AMOUNT, CURRENCY);
      case ITEM_REVIEWED -> EnumSet.of(ITEM, RATING, TEXT);
      case ITEM_FAVORITED, ITEM_HIDDEN, EXPOSURE_SHOWN, EXPOSURE_CLICKED -> EnumSet.of(ITEM);
      case INTEREST_DECLARED -> EnumSet.of(CATEGORIES);
      case CONSENT_CHANGED -> EnumSet.of(GRANTED);
      case PERSON_MERGED -> EnumSet.of(MEMBER, MERGED);
      case PERSON_ERASED -> EnumSet.noneOf(EventField.class);
    };
  }
}
