package dev.meander.projection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.interest.DayCell;
import dev.meander.interest.DayInterest;
import dev.meander.interest.Histories;
import dev.meander.interest.ProfileAt;
import dev.meander.interest.Trajectory;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link ProfileStore} says of earlier days, beside all else that it keeps. */
abstract class TimeTravelContract extends RepetitionContract {

  @Test
  void theProfileOfAnEarlierDayIsTheFoldUpToThatDay() {
    LogOf log = LogOf.people(tenant, 1, 200, 6);
    BatchResult _ = apply(log.events());
    for (int day = 0; day < 12; day++) {
      LocalDate last = FIRST_DAY.plusDays(day);
      Instant noon = last.atTime(12, 0).toInstant(java.time.ZoneOffset.UTC);
      List<PositionedEvent> until =
          log.events().stream()
              .filter(event -> !DayCell.dayOf(event.envelope()).isAfter(last))
              .toList();
      assertEquals(
          folded(until, P0),
          await(() -> store().asOf(tenant, P0, noon)).map(ProfileAt::profile).orElseThrow());
    }
    assertEquals(
        Optional.empty(), await(() -> store().asOf(tenant, P0, Histories.START.minusMillis(1))));
  }

  @Test
  void eachPointOfTheTrajectoryIsThatOfTheFoldUpToItsDay() {
    LogOf log = LogOf.people(tenant, 1, 200, 6);
    BatchResult _ = apply(log.events());
    Instant lastDay = FIRST_DAY.plusDays(60).atStartOfDay(java.time.ZoneOffset.UTC).toInstant();
    Trajectory all = await(() -> store().trajectory(tenant, P0, lastDay, 366)).orElseThrow();
    assertTrue(all.days().size() > 10);
    for (DayInterest point : all.days()) {
      List<PositionedEvent> until =
          log.events().stream()
              .filter(event -> !DayCell.dayOf(event.envelope()).isAfter(point.day()))
              .toList();
      assertEquals(folded(until, P0).days().getLast(), point);
    }
    Instant day5 = FIRST_DAY.plusDays(5).atTime(12, 0).toInstant(java.time.ZoneOffset.UTC);
    assertEquals(
        all.days().stream().filter(p -> !p.day().isAfter(FIRST_DAY.plusDays(5))).toList(),
        await(() -> store().trajectory(tenant, P0, day5, 366)).orElseThrow().days());
    assertEquals(
        all.days().subList(all.days().size() - 3, all.days().size()),
        await(() -> store().trajectory(tenant, P0, lastDay, 3)).orElseThrow().days());
    assertEquals(current(P0).position(), all.position());
  }
}
