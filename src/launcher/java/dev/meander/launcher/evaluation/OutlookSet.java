package dev.meander.launcher.evaluation;

import dev.meander.statistics.ShopForm;
import java.util.List;

/**
 * A shop's people with the moments at which it is asked how their next events will spread over
 * categories.
 *
 * @param people in the set's order
 * @param days lengths of the windows that follow, ascending; the judged one among them
 * @param judged which of the windows is judged
 * @param origins ascending; those to train on, to choose by and to judge by
 */
public record OutlookSet(
    String name,
    ShopForm form,
    List<BenchPerson> people,
    List<Integer> days,
    int judged,
    List<Origin> origins) {

  public static final long DAY_MILLIS = 86_400_000;

  /** The category that stands for all rare ones together. */
  public static final String REST = "~~rest";

  /**
   * A moment.
   *
   * @param millis a day of the shop's clock begins
   */
  public record Origin(Part.Role role, long millis) {}

  public OutlookSet {
    people = List.copyOf(people);
    days = List.copyOf(days);
    origins = List.copyOf(origins);
  }

  /** Until when what is asked at an origin may be answered: no later part's window is looked at. */
  long knownUntil(Origin origin) {
    long until = Long.MAX_VALUE;
    for (Origin each : origins) {
      if (each.role().compareTo(origin.role()) > 0) {
        until = Math.min(until, each.millis());
      }
    }
    return Math.min(until, lastMillis());
  }

  private long lastMillis() {
    long last =
        people.stream()
            .mapToLong(person -> person.visits().getLast().millis())
            .max()
            .orElseThrow(() -> new IllegalArgumentException(name + " has no visit"));
    // The last day is whole.
    long zone = form.zoneSeconds() * 1_000L;
    return (Math.floorDiv(last + zone, DAY_MILLIS) + 1) * DAY_MILLIS - zone;
  }
}
