package dev.meander.scoring.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.event.CategoryPath;
import dev.meander.event.EventEnvelope;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.interest.RecentEvent;
import dev.meander.launcher.evaluation.FrozenShop;
import dev.meander.launcher.sample.SampleSettings;
import dev.meander.launcher.sample.SampleStream;
import dev.meander.statistics.Runs;
import dev.meander.statistics.ShopForm;
import dev.meander.statistics.ShopStatistics;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LastDaysTest {
  private static final ShopForm CLICKS = ShopForm.clicks(28_800);
  private static final int MOST_PAIRS = 1 << 20;
  private static final long DAY = 86_400_000;

  private static List<EventEnvelope> stream() {
    return new SampleStream(
            new SampleSettings(new TenantId("default"), 60, 40, 3, LocalDate.parse("2024-01-01")))
        .stream().toList();
  }

  private static LastDays days(
      Map<PersonId, List<RecentEvent>> people, Set<CategoryPath> vocabulary, int most) {
    LastDays days = new LastDays(CLICKS, vocabulary, MOST_PAIRS, most);
    people.forEach(days::look);
    days.begin();
    people.forEach(days::count);
    return days;
  }

  @Test
  void theStatisticsAreThoseOfTheShopAsItWasBeforeTheDays() {
    List<EventEnvelope> events = stream();
    LastDays days =
        days(ShopCountingTest.held(events), ShopCountingTest.vocabulary(events), 1_000_000);
    FrozenShop before =
        FrozenShop.of(
            CLICKS, ShopCountingTest.people(events), FrozenShop.before(days.from().toEpochMilli()));
    ShopStatistics statistics = days.before();
    assertNotNull(statistics);
    assertEquals(before.statistics().checksum(), statistics.checksum());
    long moments = 0;
    for (Runs runs : before.people()) {
      for (int k = 0; k + 1 < runs.size(); k++) {
        moments += runs.start(k + 1) >= days.from().toEpochMilli() ? 1 : 0;
      }
    }
    assertTrue(moments > 200, moments + " moments");
    assertEquals(
        moments, days.moments().values().stream().mapToLong(List::size).sum(), "all are asked");
  }

  @Test
  void theSampleIsBoundedAndDoesNotDependOnTheOrderOfPeople() {
    List<EventEnvelope> events = stream();
    Map<PersonId, List<RecentEvent>> held = ShopCountingTest.held(events);
    Map<String, List<Integer>> sample =
        days(held, ShopCountingTest.vocabulary(events), 50).moments();
    assertEquals(50, sample.values().stream().mapToInt(List::size).sum());
    List<PersonId> order = new ArrayList<>(held.keySet());
    Collections.shuffle(order, new Random(4));
    MomentSample shuffled = new MomentSample(50);
    LastDays days = days(held, ShopCountingTest.vocabulary(events), 0);
    assertEquals(Map.of(), days.moments());
    for (PersonId person : order) {
      Runs runs = days.runs(held.getOrDefault(person, List.of()));
      shuffled.offer(person.value(), runs, runs.size(), days.from().toEpochMilli());
    }
    assertEquals(sample, shuffled.runs());
    Map<String, Set<Integer>> asked = new HashMap<>();
    sample.forEach((person, runs) -> asked.put(person, Set.copyOf(runs)));
    assertEquals(50, asked.values().stream().mapToInt(Set::size).sum(), "no moment is asked twice");
  }

  @Test
  void theDaysAreALatestTenthOrUpToAQuarterWhereThatIsLessThanEightDays() {
    long[] long_ago = starts(1_000, DAY);
    assertEquals(long_ago[900], LastDays.from(long_ago));
    long[] quick = starts(1_000, DAY / 100);
    assertEquals(quick[750], LastDays.from(quick));
    long[] between = starts(1_000, DAY / 20);
    assertEquals(between[999] - 8 * DAY, LastDays.from(between));
    assertEquals(Long.MAX_VALUE, LastDays.from(new long[0]));
  }

  private static long[] starts(int runs, long apart) {
    long[] starts = new long[runs];
    for (int i = 0; i < runs; i++) {
      starts[i] = i * apart;
    }
    return starts;
  }

  @Test
  void aShopWithoutVisitsHasNoLastDays() {
    LastDays days = days(Map.of(new PersonId("p"), List.of()), Set.of(), 10);
    assertTrue(days.isEmpty());
    assertNull(days.before());
    assertEquals(Map.of(), days.moments());
  }
}
