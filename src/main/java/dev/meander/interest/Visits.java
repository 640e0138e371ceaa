package dev.meander.interest;

import dev.meander.event.BehaviorEvent;
import dev.meander.event.CategoryPath;
import java.util.List;

/** Which events count as a visit of a category: those that speak for interest. */
public final class Visits {

  private Visits() {}

  /** The categories that the event visits, distinct; mostly one or none. */
  public static List<CategoryPath> of(BehaviorEvent event) {
    return KindWeight.of(KindCode.of(event.kind())) > 0
        ? Evidence.of(event).categories()
        : List.of();
  }
}
