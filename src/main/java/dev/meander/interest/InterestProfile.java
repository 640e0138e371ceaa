package dev.meander.interest;

import dev.meander.event.EventKind;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is known of one person's interests, derived from their day cells in one stated order, so
 * that equal cells give bit-equal profiles.
 *
 * @param lastEventAt the newest {@code occurredAt}; sums are decayed to it
 * @param eventCount events counted, ever
 * @param counts events counted by kind, ever
 * @param categories at most 200, by descending weekly sum, then path
 * @param otherWeekly sum of the positive weekly sums of the categories left out
 * @param recent the newest 256 events, ascending by ({@code occurredAt}, {@code eventId})
 * @param earlier those before them: together at most {@link #HISTORY_EVENTS}
 * @param days the newest 28 active days, ascending
 */
public record InterestProfile(
    TenantId tenant,
    PersonId personId,
    Instant lastEventAt,
    long eventCount,
    Map<EventKind, Long> counts,
    List<CategoryInterest> categories,
    double otherWeekly,
    List<RecentEvent> recent,
    List<RecentEvent> earlier,
    List<DayInterest> days) {

  /** Length of {@link #recent}. */
  public static final int RECENT_EVENTS = 256;

  /** Length of {@link #history}. */
  public static final int HISTORY_EVENTS = 1_024;

  /** Length of {@link #days}. */
  public static final int TRAJECTORY_DAYS = 28;

  /** Length of {@link #categories}. */
  public static final int MAX_CATEGORIES = 200;

  public InterestProfile {
    counts = Map.copyOf(counts);
    categories = List.copyOf(categories);
    recent = List.copyOf(recent);
    earlier = List.copyOf(earlier);
    days = List.copyOf(days);
  }

  /** Without events before the recent ones. */
  public InterestProfile(
      TenantId tenant,
      PersonId personId,
      Instant lastEventAt,
      long eventCount,
      Map<EventKind, Long> counts,
      List<CategoryInterest> categories,
      double otherWeekly,
      List<RecentEvent> recent,
      List<DayInterest> days) {
    this(
        tenant,
        personId,
        lastEventAt,
        eventCount,
        counts,
        categories,
        otherWeekly,
        recent,
        List.of(),
        days);
  }

  /** The newest 1,024 events, ascending. */
  public List<RecentEvent> history() {
    if (earlier.isEmpty()) {
      return recent;
    }
    List<RecentEvent> all = new ArrayList<>(earlier);
    all.addAll(recent);
    return all;
  }
}
