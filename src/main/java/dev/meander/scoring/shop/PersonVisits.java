package dev.meander.scoring.shop;

import dev.meander.event.CategoryPath;
import dev.meander.event.EventKind;
import dev.meander.interest.RecentEvent;
import dev.meander.statistics.Runs;
import dev.meander.statistics.RunsBuilder;
import dev.meander.statistics.ShopForm;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Which of a person's events are visits, and the runs that they join to. A visit is a view, a cart,
 * a favourite or a purchase of an item whose category is known.
 */
public final class PersonVisits {

  /** Of a category that is not to be counted. */
  public static final int LEFT_OUT = -1;

  private PersonVisits() {}

  /** The category that the event visits; null where it is no visit. */
  public static @Nullable CategoryPath visited(RecentEvent event) {
    return switch (event.kind()) {
      case ITEM_VIEWED, ITEM_CARTED, ITEM_FAVORITED, ITEM_PURCHASED -> event.category();
      case LOGGED_IN,
          SEARCHED,
          ITEM_UNCARTED,
          ITEM_RETURNED,
          ITEM_REVIEWED,
          ITEM_HIDDEN,
          INTEREST_DECLARED,
          EXPOSURE_SHOWN,
          EXPOSURE_CLICKED,
          CONSENT_CHANGED,
          PERSON_MERGED,
          PERSON_ERASED ->
          null;
    };
  }

  /**
   * Joins visits to runs.
   *
   * @param events of one person, ascending by time
   * @param number of a category; {@link #LEFT_OUT} makes its visits unseen
   */
  public static Runs runs(
      ShopForm form, List<RecentEvent> events, ToIntFunction<CategoryPath> number) {
    RunsBuilder runs = new RunsBuilder(form);
    Set<String> items = new HashSet<>();
    for (RecentEvent event : events) {
      CategoryPath category = visited(event);
      int known = category == null ? LEFT_OUT : number.applyAsInt(category);
      if (known != LEFT_OUT) {
        boolean newItem = event.itemId() != null && items.add(event.itemId());
        runs.visit(known, event.occurredAt().toEpochMilli(), wanted(event), bought(event), newItem);
      }
    }
    return runs.build();
  }

  private static boolean wanted(RecentEvent event) {
    return event.kind() == EventKind.ITEM_CARTED || event.kind() == EventKind.ITEM_FAVORITED;
  }

  private static boolean bought(RecentEvent event) {
    return event.kind() == EventKind.ITEM_PURCHASED;
  }
}
