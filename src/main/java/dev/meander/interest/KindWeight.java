package dev.meander.interest;

import dev.meander.event.EventKind;

/**
 * What one unit of evidence of a kind says about interest, in views. Day cells hold evidence
 * unweighted, so a change here needs no replay of the log, only new sums of the cells.
 *
 * <p>The order is the shopper's effort: a view (with dwell, up to two) is less than a cart, that
 * less than a favourite, that less than a purchase. Taking back costs less than giving: an uncarted
 * item was still wanted once, and a returned purchase leaves what a view or two would. Hiding is
 * the one clear no and outweighs a session of views, yet not a purchase. What we show is our act,
 * not the shopper's: counting it would feed our own choices back as interest.
 */
final class KindWeight {

  private static final double[] BY_ORDINAL = new double[KindCode.COUNT];

  static {
    for (EventKind kind : EventKind.values()) {
      BY_ORDINAL[KindCode.of(kind)] = weight(kind);
    }
  }

  private KindWeight() {}

  /** Views that one unit of evidence is worth; negative where it tells of disinterest. */
  static double of(int kindOrdinal) {
    return BY_ORDINAL[kindOrdinal];
  }

  private static double weight(EventKind kind) {
    return switch (kind) {
      case ITEM_VIEWED -> 1;
      case ITEM_CARTED -> 3;
      case ITEM_UNCARTED -> -2;
      case ITEM_FAVORITED -> 4;
      case ITEM_PURCHASED -> 8;
      case ITEM_RETURNED -> -6;
      case ITEM_REVIEWED -> 3;
      case ITEM_HIDDEN -> -6;
      case INTEREST_DECLARED -> 6;
      case EXPOSURE_CLICKED -> 0.5;
      case EXPOSURE_SHOWN -> 0;
      case LOGGED_IN, SEARCHED, CONSENT_CHANGED, PERSON_MERGED, PERSON_ERASED -> 0;
    };
  }
}
