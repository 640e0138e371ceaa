package dev.meander.interest;

import dev.meander.event.EventKind;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import java.time.Instant;
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
    List<DayInterest> days) {

  /** Length of {@link #recent}. */
  public static final int RECENT_EVENTS = 256;

  /** Length of {@link #days}. */
  public static final int TRAJECTORY_DAYS = 28;

  /** Length of {@link #categories}. */
  public static final int MAX_CATEGORIES = 200;

  public InterestProfile {
    counts = Map.copyOf(counts);
    categories = List.copyOf(categories);
    recent = List.copyOf(recent);
    days = List.copyOf(days);
  }
}
