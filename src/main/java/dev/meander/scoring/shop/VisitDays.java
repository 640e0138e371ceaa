package dev.meander.scoring.shop;

import dev.meander.interest.RecentEvent;
import dev.meander.statistics.ShopForm;
import java.util.ArrayList;
import java.util.List;

/**
 * The days of the shop's clock on which a person visited it: at the end of each it can be asked
 * whether they come back. Immutable.
 */
public final class VisitDays {
  private static final long DAY_MILLIS = 86_400_000;

  private final long zoneMillis;
  private final List<RecentEvent> events;

  /** By day, ascending, the place of its last visit among the events. */
  private final List<Integer> last = new ArrayList<>();

  /**
   * @param events oldest first
   */
  public VisitDays(ShopForm form, List<RecentEvent> events) {
    zoneMillis = form.zoneSeconds() * 1_000L;
    this.events = events;
    for (int i = 0; i < events.size(); i++) {
      if (PersonVisits.visited(events.get(i)) != null) {
        if (!last.isEmpty() && day(last.getLast()) == day(i)) {
          last.removeLast();
        }
        last.add(i);
      }
    }
  }

  private long day(int event) {
    return Math.floorDiv(events.get(event).occurredAt().toEpochMilli() + zoneMillis, DAY_MILLIS);
  }

  /** How many days there are. */
  public int size() {
    return last.size();
  }

  /** When a day is over, milliseconds: its next one begins. */
  public long end(int k) {
    return (day(last.get(k)) + 1) * DAY_MILLIS - zoneMillis;
  }

  /** The events up to the day's last visit. */
  public List<RecentEvent> known(int k) {
    return events.subList(0, last.get(k) + 1);
  }

  /** Whether there is a visit in so many days from the end of a day. */
  public boolean comesWithin(int k, int days) {
    return k + 1 < last.size() && end(k + 1) <= end(k) + days * DAY_MILLIS;
  }
}
