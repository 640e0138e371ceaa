package dev.meander.scoring.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.event.CategoryPath;
import dev.meander.event.EventKind;
import dev.meander.interest.RecentEvent;
import dev.meander.statistics.ShopForm;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class VisitDaysTest {
  private static final CategoryPath TEA = CategoryPath.of("tea");

  /** Eight hours ahead of UTC: a day begins at 16:00 there. */
  private static final ShopForm FORM = ShopForm.clicks(8 * 3_600);

  private static RecentEvent at(String time, EventKind kind) {
    return new RecentEvent(Instant.parse(time), time, kind, TEA, null, null);
  }

  private static final List<RecentEvent> EVENTS =
      List.of(
          at("2024-01-01T15:00:00Z", EventKind.ITEM_VIEWED),
          at("2024-01-01T17:00:00Z", EventKind.ITEM_VIEWED),
          at("2024-01-02T15:59:00Z", EventKind.ITEM_PURCHASED),
          at("2024-01-03T15:00:00Z", EventKind.ITEM_REVIEWED),
          at("2024-01-08T16:00:00Z", EventKind.ITEM_VIEWED));

  private final VisitDays days = new VisitDays(FORM, EVENTS);

  @Test
  void aDayIsOneOfTheShopsClockAndHasAVisit() {
    assertEquals(3, days.size());
    assertEquals(Instant.parse("2024-01-01T16:00:00Z").toEpochMilli(), days.end(0));
    assertEquals(Instant.parse("2024-01-02T16:00:00Z").toEpochMilli(), days.end(1));
    assertEquals(Instant.parse("2024-01-09T16:00:00Z").toEpochMilli(), days.end(2));
  }

  @Test
  void nothingAfterTheDayIsKnownAtItsEnd() {
    assertEquals(EVENTS.subList(0, 1), days.known(0));
    assertEquals(EVENTS.subList(0, 3), days.known(1));
    assertEquals(EVENTS, days.known(2));
  }

  @Test
  void whoComesOnTheLastDayOfAWindowComesWithinIt() {
    assertTrue(days.comesWithin(0, 1));
    assertFalse(days.comesWithin(1, 6), "the window ends as the day begins");
    assertTrue(days.comesWithin(1, 7));
    assertFalse(days.comesWithin(2, 91));
  }

  @Test
  void whoVisitedNothingHasNoDays() {
    assertEquals(0, new VisitDays(FORM, EVENTS.subList(3, 4)).size());
  }
}
