package dev.meander.interest;

import dev.meander.event.BehaviorEvent;
import dev.meander.event.BehaviorEvent.ConsentChanged;
import dev.meander.event.BehaviorEvent.ExposureClicked;
import dev.meander.event.BehaviorEvent.ExposureShown;
import dev.meander.event.BehaviorEvent.InterestDeclared;
import dev.meander.event.BehaviorEvent.ItemCarted;
import dev.meander.event.BehaviorEvent.ItemFavorited;
import dev.meander.event.BehaviorEvent.ItemHidden;
import dev.meander.event.BehaviorEvent.ItemPurchased;
import dev.meander.event.BehaviorEvent.ItemReturned;
import dev.meander.event.BehaviorEvent.ItemReviewed;
import dev.meander.event.BehaviorEvent.ItemUncarted;
import dev.meander.event.BehaviorEvent.ItemViewed;
import dev.meander.event.BehaviorEvent.LoggedIn;
import dev.meander.event.BehaviorEvent.PersonErased;
import dev.meander.event.BehaviorEvent.PersonMerged;
import dev.meander.event.BehaviorEvent.Searched;
import dev.meander.event.CategoryPath;
import dev.meander.event.Item;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one event says about categories, before {@link KindWeight}.
 *
 * @param categories distinct; empty where the event names none
 * @param strength for each of them, -1 to 2; how it compares with a plain event of its kind
 * @param item null for events without one
 * @param dwellMs null where unknown
 */
record Evidence(
    List<CategoryPath> categories, double strength, @Nullable Item item, @Nullable Long dwellMs) {

  private static final Evidence NONE = new Evidence(List.of(), 0, null, null);

  /** Indexed by rating: even a middling review is engagement, a bad one warns. */
  private static final double[] BY_RATING = {0, -1, -0.5, 0.25, 0.75, 1};

  private static final double UNRATED_REVIEW = 0.25;

  private static final double BOUNCE = 0.25;
  private static final double LONGEST_VIEW = 2;
  private static final double TEN_SECONDS = 10_000;

  /** The one place that knows every kind of event; a new kind does not compile until it is here. */
  static Evidence of(BehaviorEvent event) {
    return switch (event) {
      case ItemViewed viewed ->
          about(viewed.item(), dwellStrength(viewed.dwellMs()), viewed.dwellMs());
      case ItemCarted carted -> about(carted.item(), 1, null);
      case ItemUncarted uncarted -> about(uncarted.item(), 1, null);
      case ItemFavorited favorited -> about(favorited.item(), 1, null);
      case ItemPurchased purchased -> about(purchased.item(), 1, null);
      case ItemReturned returned -> about(returned.item(), 1, null);
      case ItemReviewed reviewed -> about(reviewed.item(), ratingStrength(reviewed.rating()), null);
      case ItemHidden hidden -> about(hidden.item(), 1, null);
      case ExposureShown shown -> about(shown.item(), 1, null);
      case ExposureClicked clicked -> about(clicked.item(), 1, null);
      case InterestDeclared declared -> declared(declared.categories());
      case LoggedIn _, Searched _, ConsentChanged _, PersonMerged _, PersonErased _ -> NONE;
    };
  }

  private static Evidence about(Item item, double strength, @Nullable Long dwellMs) {
    CategoryPath category = item.category();
    return new Evidence(category == null ? List.of() : List.of(category), strength, item, dwellMs);
  }

  /** Who names fifty interests says less about each than who names one. */
  private static Evidence declared(List<CategoryPath> categories) {
    List<CategoryPath> distinct = categories.stream().distinct().toList();
    return new Evidence(distinct, 1 / StrictMath.sqrt(distinct.size()), null, null);
  }

  /** A bounce counts a quarter, ten seconds one, forty and more two; unknown counts one. */
  private static double dwellStrength(@Nullable Long dwellMs) {
    if (dwellMs == null) {
      return 1;
    }
    double doublings = StrictMath.log(1 + dwellMs / TEN_SECONDS) / StrictMath.log(2);
    return Math.min(LONGEST_VIEW, BOUNCE + (1 - BOUNCE) * doublings);
  }

  private static double ratingStrength(@Nullable Integer rating) {
    return rating == null ? UNRATED_REVIEW : BY_RATING[rating];
  }
}
