package dev.meander.event;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kinds of {@link BehaviorEvent}. The order is part of stored forms: append only. */
public enum EventKind {
  LOGGED_IN,
  ITEM_VIEWED,
  SEARCHED,
  ITEM_CARTED,
  ITEM_UNCARTED,
  ITEM_FAVORITED,
  ITEM_PURCHASED,
  ITEM_RETURNED,
  ITEM_REVIEWED,
  ITEM_HIDDEN,
  INTEREST_DECLARED,
  EXPOSURE_SHOWN,
  EXPOSURE_CLICKED,
  CONSENT_CHANGED,
  PERSON_MERGED,
  PERSON_ERASED;

  private static final Map<String, EventKind> BY_WIRE_NAME =
      Stream.of(values()).collect(Collectors.toMap(EventKind::wireName, Function.identity()));

  private final String wireName = name().toLowerCase(Locale.ROOT);

  /** The name on the wire: {@code item_viewed}. */
  public String wireName() {
    return wireName;
  }

  /** The kind of that wire name, empty where there is none. */
  public static Optional<EventKind> ofWireName(String wireName) {
    return Optional.ofNullable(BY_WIRE_NAME.get(wireName));
  }
}
