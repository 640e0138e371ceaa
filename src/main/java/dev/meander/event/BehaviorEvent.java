package dev.meander.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a person did, or what happened between a person and the shop. The family is closed. */
public sealed interface BehaviorEvent {

  EventKind kind();

  /** An event about one item. */
  sealed interface ItemEvent extends BehaviorEvent {
    Item item();
  }

  /**
   * A login or a page visit without an item.
   *
   * @param path the page, null where unknown
   * @param referrer where the person came from, null where unknown
   */
  record LoggedIn(@Nullable String path, @Nullable String referrer) implements BehaviorEvent {
    @Override
    public EventKind kind() {
      return EventKind.LOGGED_IN;
    }
  }

  /**
   * @param dwellMs time on the item in milliseconds, 0 to 86,400,000; null where unknown
   */
  record ItemViewed(Item item, @Nullable Long dwellMs) implements ItemEvent {
    @Override
    public EventKind kind() {
      return EventKind.ITEM_VIEWED;
    }
  }

  /**
   * @param query as typed, 1 to 1,024 characters
   */
  record Searched(String query) implements BehaviorEvent {
    @Override
    public EventKind kind() {
      return EventKind.SEARCHED;
    }
  }

  /**
   * @param quantity pieces, 1 to 1,000,000
   */
  record ItemCarted(Item item, int quantity) implements ItemEvent {
    @Override
    public EventKind kind() {
      return EventKind.ITEM_CARTED;
    }
  }

  /**
   * @param quantity pieces, 1 to 1,000,000
   */
  record ItemUncarted(Item item, int quantity) implements ItemEvent {
    @Override
    public EventKind kind() {
      return EventKind.ITEM_UNCARTED;
    }
  }

  record ItemFavorited(Item item) implements ItemEvent {
    @Override
    public EventKind kind() {
      return EventKind.ITEM_FAVORITED;
    }
  }

  /**
   * @param quantity pieces, 1 to 1,000,000
   * @param paid for all pieces together; null where unknown
   */
  record ItemPurchased(Item item, int quantity, @Nullable Money paid) implements ItemEvent {
    @Override
    public EventKind kind() {
      return EventKind.ITEM_PURCHASED;
    }
  }

  /**
   * @param quantity pieces, 1 to 1,000,000
   * @param refunded for all pieces together; null where unknown
   */
  record ItemReturned(Item item, int quantity, @Nullable Money refunded) implements ItemEvent {
    @Override
    public EventKind kind() {
      return EventKind.ITEM_RETURNED;
    }
  }

  /**
   * @param rating 1 (worst) to 5 (best); null where only text was given
   * @param text at most 10,000 characters; null where only a rating was given
   */
  record ItemReviewed(Item item, @Nullable Integer rating, @Nullable String text)
      implements ItemEvent {
    @Override
    public EventKind kind() {
      return EventKind.ITEM_REVIEWED;
    }
  }

  /** The person asked not to see the item again. */
  record ItemHidden(Item item) implements ItemEvent {
    @Override
    public EventKind kind() {
      return EventKind.ITEM_HIDDEN;
    }
  }

  /**
   * A preference that the person stated.
   *
   * @param categories 1 to 50
   */
  record InterestDeclared(List<CategoryPath> categories) implements BehaviorEvent {
    public InterestDeclared {
      categories = List.copyOf(categories);
    }

    @Override
    public EventKind kind() {
      return EventKind.INTEREST_DECLARED;
    }
  }

  /** We showed the item to the person. */
  record ExposureShown(Item item) implements ItemEvent {
    @Override
    public EventKind kind() {
      return EventKind.EXPOSURE_SHOWN;
    }
  }

  /** The person clicked on what we showed. */
  record ExposureClicked(Item item) implements ItemEvent {
    @Override
    public EventKind kind() {
      return EventKind.EXPOSURE_CLICKED;
    }
  }

  /**
   * @param granted whether the person allows profiling from now on
   */
  record ConsentChanged(boolean granted) implements BehaviorEvent {
    @Override
    public EventKind kind() {
      return EventKind.CONSENT_CHANGED;
    }
  }

  /**
   * Another id turned out to be the same person, or no longer to be.
   *
   * @param member the other id, usually anonymous
   * @param merged true joins it, false takes an earlier join back
   */
  record PersonMerged(PersonId member, boolean merged) implements BehaviorEvent {
    @Override
    public EventKind kind() {
      return EventKind.PERSON_MERGED;
    }
  }

  /** The person asked to be forgotten. */
  record PersonErased() implements BehaviorEvent {
    @Override
    public EventKind kind() {
      return EventKind.PERSON_ERASED;
    }
  }
}
