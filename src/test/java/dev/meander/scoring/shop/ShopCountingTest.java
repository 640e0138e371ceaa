package dev.meander.scoring.shop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.meander.event.CategoryPath;
import dev.meander.event.EventEnvelope;
import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.interest.DayCell;
import dev.meander.interest.DayCellFold;
import dev.meander.interest.RecentEvent;
import dev.meander.interest.Visits;
import dev.meander.launcher.evaluation.BenchPerson;
import dev.meander.launcher.evaluation.FrozenShop;
import dev.meander.launcher.sample.SampleSettings;
import dev.meander.launcher.sample.SampleStream;
import dev.meander.launcher.training.LogPeople;
import dev.meander.statistics.ShopForm;
import dev.meander.statistics.ShopStatistics;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ShopCountingTest {

  private static final ShopForm CLICKS = ShopForm.clicks(28_800);
  private static final int MOST_PAIRS = 1 << 20;
  private static final ShopSnapshot.Version VERSION =
      new ShopSnapshot.Version(1, List.of(new LogPosition(0, 1, 2, 3)), Instant.EPOCH);

  private static List<EventEnvelope> stream() {
    return new SampleStream(
            new SampleSettings(new TenantId("default"), 60, 40, 3, LocalDate.parse("2024-01-01")))
        .stream().toList();
  }

  /** Through the day cells, as the read model holds them. */
  static Map<PersonId, List<RecentEvent>> held(List<EventEnvelope> events) {
    Map<String, TreeMap<LocalDate, DayCellFold>> cells = new TreeMap<>();
    for (EventEnvelope event : events) {
      LocalDate day = DayCell.dayOf(event);
      assertEquals(
          DayCellFold.Outcome.FOLDED,
          cells
              .computeIfAbsent(event.personId().value(), absent -> new TreeMap<>())
              .computeIfAbsent(day, absent -> new DayCellFold(DayCell.empty(day)))
              .fold(event));
    }
    Map<PersonId, List<RecentEvent>> held = new java.util.LinkedHashMap<>();
    cells.forEach(
        (person, days) -> {
          List<RecentEvent> all = new ArrayList<>();
          days.values().forEach(day -> all.addAll(day.cell().newest()));
          held.put(new PersonId(person), all);
        });
    return held;
  }

  static Set<CategoryPath> vocabulary(List<EventEnvelope> events) {
    Set<CategoryPath> categories = new TreeSet<>(Comparator.reverseOrder());
    events.forEach(event -> categories.addAll(Visits.of(event.event())));
    return categories;
  }

  private static ShopSnapshot counted(
      Map<PersonId, List<RecentEvent>> people, Set<CategoryPath> vocabulary) {
    ShopCounting counting = new ShopCounting(CLICKS, vocabulary, MOST_PAIRS);
    people.forEach(counting::look);
    counting.begin();
    people.values().forEach(counting::count);
    return counting.snapshot(VERSION);
  }

  static List<BenchPerson> people(List<EventEnvelope> events) {
    List<EventEnvelope> sorted = new ArrayList<>(events);
    sorted.sort(
        Comparator.comparing(EventEnvelope::occurredAt)
            .thenComparing(event -> event.eventId().value()));
    LogPeople people = new LogPeople();
    sorted.forEach(people::add);
    return people.people();
  }

  private static FrozenShop offline(List<EventEnvelope> events) {
    return FrozenShop.of(CLICKS, people(events), FrozenShop.before(Long.MAX_VALUE));
  }

  @Test
  void whatTheReadModelHoldsGivesTheStatisticsOfTheLogInWhateverOrderItCame() {
    List<EventEnvelope> events = new ArrayList<>(stream());
    FrozenShop expected = offline(events);
    Collections.shuffle(events, new Random(5));
    ShopSnapshot counted = counted(held(events), vocabulary(events));
    ShopStatistics statistics = counted.statistics();
    assertNotNull(statistics);
    assertEquals(expected.statistics().checksum(), statistics.checksum());
    assertEquals(expected.numbers().known(), counted.names().size());
    for (int number = 0; number < counted.names().size(); number++) {
      assertEquals(expected.numbers().name(number), counted.names().get(number).toString());
      assertEquals(number, counted.numberOf(counted.names().get(number)));
    }
  }

  @Test
  void whoIsGoneIsAsIfTheyHadNeverBeen() {
    List<EventEnvelope> events = stream();
    PersonId gone = events.getFirst().personId();
    List<EventEnvelope> others =
        events.stream().filter(event -> !event.personId().equals(gone)).toList();
    Map<PersonId, List<RecentEvent>> left = held(events);
    left.remove(gone);
    ShopStatistics statistics = counted(left, vocabulary(events)).statistics();
    assertNotNull(statistics);
    assertEquals(offline(others).statistics().checksum(), statistics.checksum());
  }

  @Test
  void visitsOfWhatIsNotInTheVocabularyAreAsIfTheyHadNotBeen() {
    List<EventEnvelope> events = stream();
    Set<CategoryPath> fewer = vocabulary(events);
    CategoryPath left = fewer.iterator().next();
    fewer.remove(left);
    ShopSnapshot counted = counted(held(events), fewer);
    ShopStatistics statistics = counted.statistics();
    assertNotNull(statistics);
    assertEquals(PersonVisits.LEFT_OUT, counted.numberOf(left));
    List<EventEnvelope> others =
        events.stream().filter(event -> !Visits.of(event.event()).contains(left)).toList();
    assertEquals(offline(others).statistics().flows().moves(), statistics.flows().moves());
  }

  @Test
  void aShopWithoutVisitsHasNoStatistics() {
    ShopSnapshot counted = counted(Map.of(new PersonId("p"), List.of()), Set.of());
    assertNull(counted.statistics());
    assertEquals(List.of(), counted.names());
  }

  @Test
  void whichStartsAreKeptDoesNotDependOnTheirOrder() {
    Random random = new Random(1);
    List<int[]> all = new ArrayList<>();
    for (int person = 0; person < 400; person++) {
      int hash = random.nextInt();
      for (int run = 0; run < 10; run++) {
        all.add(new int[] {hash, random.nextInt()});
      }
    }
    RunStarts one = new RunStarts(1_000);
    all.forEach(start -> one.add(start[0], start[1]));
    Collections.shuffle(all, random);
    RunStarts other = new RunStarts(1_000);
    all.forEach(start -> other.add(start[0], start[1]));
    assertArrayEquals(one.sorted(), other.sorted());
    assertEquals(true, one.sorted().length <= 1_000 && one.sorted().length > 300);
  }
}
