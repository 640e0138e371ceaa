package dev.meander.interest;

import dev.meander.event.EventKind;

/** Kinds as small numbers, for arrays and stored forms: the order of {@link EventKind} is fixed. */
final class KindCode {

  private static final EventKind[] KINDS = EventKind.values();

  /** How many kinds there are; codes lie below. */
  static final int COUNT = KINDS.length;

  private KindCode() {}

  @SuppressWarnings("EnumOrdinal") // EventKind promises its order to stored forms.
  static int of(EventKind kind) {
    return kind.ordinal();
  }

  /**
   * @throws IllegalArgumentException where no kind has that code
   */
  static EventKind kind(int code) {
    if (code < 0 || code >= COUNT) {
      throw new IllegalArgumentException("no kind of event: " + code);
    }
    return KINDS[code];
  }
}
