package dev.meander.interest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.event.BehaviorEvent;
import dev.meander.event.CategoryPath;
import dev.meander.event.EventEnvelope;
import dev.meander.event.EventKind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProfileSumTest {

  private static final int CASES = 100;

  @Test
  void eventsInAnyOrderGiveBitEqualProfiles() {
    for (int seed = 0; seed < CASES; seed++) {
      Random random = new Random(seed);
      List<EventEnvelope> events =
          Histories.events(random, 1 + random.nextInt(900), 1 + random.nextInt(90));
      ProfileSum expected = sum(events);
      List<EventEnvelope> shuffled = new ArrayList<>(events);
      Collections.shuffle(shuffled, random);
      ProfileSum actual = sum(shuffled);
      assertArrayEquals(expected.toBytes(), actual.toBytes(), "seed " + seed);
      assertEquals(profile(expected), profile(actual), "seed " + seed);
    }
  }

  @Test
  void aSumReadBackAndContinuedIsTheSumOfAllCells() {
    for (int seed = 0; seed < CASES; seed++) {
      Random random = new Random(seed);
      List<DayCell> cells = List.copyOf(cells(Histories.events(random, 600, 60)).values());
      int split = random.nextInt(cells.size());
      ProfileSum head = ProfileSum.of(cells.subList(0, split));
      ProfileSum continued = split == 0 ? head : ProfileSum.fromBytes(head.toBytes());
      for (DayCell cell : cells.subList(split, cells.size())) {
        continued = continued.plus(cell);
      }
      assertArrayEquals(ProfileSum.of(cells).toBytes(), continued.toBytes(), "seed " + seed);
      assertEquals(profile(ProfileSum.of(cells)), profile(continued), "seed " + seed);
    }
  }

  @Test
  void theProfileSaysWhatTheEventsSay() {
    List<EventEnvelope> events = Histories.events(new Random(11), 2_000, 40);
    InterestProfile profile = profile(sum(events));
    List<EventEnvelope> ordered =
        events.stream()
            .sorted(
                Comparator.comparing(EventEnvelope::occurredAt)
                    .thenComparing(EventEnvelope::eventId))
            .toList();
    assertEquals(ordered.getLast().occurredAt(), profile.lastEventAt());
    assertEquals(2_000, profile.eventCount());
    assertEquals(
        events.stream().collect(Collectors.groupingBy(EventEnvelope::kind, Collectors.counting())),
        profile.counts());
    assertEquals(
        ordered.subList(2_000 - InterestProfile.RECENT_EVENTS, 2_000).stream()
            .map(event -> event.eventId().value())
            .toList(),
        profile.recent().stream().map(RecentEvent::eventId).toList());
    assertEquals(
        ordered.subList(2_000 - InterestProfile.HISTORY_EVENTS, 2_000).stream()
            .map(event -> event.eventId().value())
            .toList(),
        profile.history().stream().map(RecentEvent::eventId).toList());
    assertEquals(InterestProfile.TRAJECTORY_DAYS, profile.days().size());
    assertEquals(LocalDate.of(2025, 4, 9), profile.days().getLast().day());
    for (DayInterest day : profile.days()) {
      double total = day.shares().stream().mapToDouble(CategoryShare::share).sum();
      assertTrue(total <= 1 && total > 0.999, day + " sums to " + total);
    }
  }

  @Test
  void sumsAreTheDecayedWeightsAtTheLastEvent() {
    List<EventEnvelope> events = Histories.events(new Random(4), 300, 30);
    InterestProfile profile = profile(sum(events));
    for (CategoryInterest interest : profile.categories()) {
      assertEquals(
          directly(events, profile.lastEventAt(), interest.category(), HalfLife.DAY),
          interest.daily(),
          1e-6);
      assertEquals(
          directly(events, profile.lastEventAt(), interest.category(), HalfLife.WEEK),
          interest.weekly(),
          1e-6);
      assertEquals(
          directly(events, profile.lastEventAt(), interest.category(), HalfLife.MONTH),
          interest.monthly(),
          1e-6);
    }
  }

  @Test
  void effortOrdersTheKinds() {
    double view = weeklyOf(new BehaviorEvent.ItemViewed(Histories.item("i", "a"), 3_600_000L));
    double cart = weeklyOf(new BehaviorEvent.ItemCarted(Histories.item("i", "a"), 1));
    double favourite = weeklyOf(new BehaviorEvent.ItemFavorited(Histories.item("i", "a")));
    double purchase = weeklyOf(new BehaviorEvent.ItemPurchased(Histories.item("i", "a"), 1, null));
    double hide = weeklyOf(new BehaviorEvent.ItemHidden(Histories.item("i", "a")));
    assertTrue(view < cart && cart < favourite && favourite < purchase);
    assertTrue(hide < 0 && purchase + hide > 0);
  }

  @Test
  void anExposureAndAConsentChangeNoInterest() {
    Instant at = Histories.START;
    EventEnvelope view =
        Histories.envelope("v", at, new BehaviorEvent.ItemViewed(Histories.item("i", "a"), null));
    EventEnvelope shown =
        Histories.envelope("s", at, new BehaviorEvent.ExposureShown(Histories.item("j", "b")));
    EventEnvelope consent = Histories.envelope("c", at, new BehaviorEvent.ConsentChanged(false));
    InterestProfile alone = profile(sum(List.of(view)));
    InterestProfile all = profile(sum(List.of(view, shown, consent)));
    assertEquals(alone.categories(), all.categories());
    assertEquals(1L, all.counts().get(EventKind.CONSENT_CHANGED));
    assertEquals(3, all.eventCount());
  }

  @Test
  void whatWasSeenTooLongAgoIsForgotten() {
    EventEnvelope old =
        Histories.envelope(
            "o", Histories.START, new BehaviorEvent.ItemViewed(Histories.item("i", "a"), null));
    EventEnvelope now =
        Histories.envelope(
            "n",
            Histories.START.plus(Duration.ofDays(28 * 31)),
            new BehaviorEvent.ItemViewed(Histories.item("j", "b"), null));
    InterestProfile profile = profile(sum(List.of(now, old)));
    assertEquals(
        List.of(CategoryPath.of("b")),
        profile.categories().stream().map(CategoryInterest::category).toList());
    assertEquals(Map.of(EventKind.ITEM_VIEWED, 2L), profile.counts());
  }

  @Test
  void aCrawlersCategoriesStayBounded() {
    List<EventEnvelope> events = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      events.add(
          Histories.envelope(
              "e" + i,
              Histories.START.plus(Duration.ofHours(i)),
              new BehaviorEvent.ItemViewed(Histories.item("i" + i, "c" + i), null)));
    }
    ProfileSum sum = sum(events);
    InterestProfile profile = profile(sum);
    assertEquals(ProfileSum.MAX_CATEGORIES, sum.sums.size());
    assertEquals(InterestProfile.MAX_CATEGORIES, profile.categories().size());
    assertEquals(CategoryPath.of("c2999"), profile.categories().getFirst().category());
    assertTrue(profile.otherWeekly() > 0);
    assertTrue(sum.toBytes().length < 65_536);
  }

  @Test
  void anEarlierDayCannotBeAdded() {
    ProfileSum sum = sum(Histories.events(new Random(1), 10, 2));
    DayCell sameDay =
        DayCellTest.foldAll(
            DayCell.empty(sum.day()),
            List.of(
                Histories.envelope(
                    "x",
                    sum.day().atStartOfDay(java.time.ZoneOffset.UTC).toInstant(),
                    new BehaviorEvent.PersonErased())));
    assertThrows(IllegalArgumentException.class, () -> sum.plus(sameDay));
    assertThrows(IllegalStateException.class, () -> profile(ProfileSum.EMPTY));
  }

  private static double weeklyOf(BehaviorEvent event) {
    return profile(sum(List.of(Histories.envelope("e", Histories.START, event))))
        .categories()
        .getFirst()
        .weekly();
  }

  private static double directly(
      List<EventEnvelope> events, Instant now, CategoryPath category, HalfLife halfLife) {
    double sum = 0;
    for (EventEnvelope event : events) {
      Evidence evidence = Evidence.of(event.event());
      if (evidence.categories().contains(category)) {
        long age = Duration.between(event.occurredAt(), now).toMillis();
        sum += KindWeight.of(KindCode.of(event.kind())) * evidence.strength() * halfLife.decay(age);
      }
    }
    return sum;
  }

  static ProfileSum sum(List<EventEnvelope> events) {
    return ProfileSum.of(List.copyOf(cells(events).values()));
  }

  static Map<LocalDate, DayCell> cells(Collection<EventEnvelope> events) {
    Map<LocalDate, DayCellFold> folds = new TreeMap<>();
    for (EventEnvelope event : events) {
      DayCellFold.Outcome _ =
          folds
              .computeIfAbsent(DayCell.dayOf(event), day -> new DayCellFold(DayCell.empty(day)))
              .fold(event);
    }
    Map<LocalDate, DayCell> cells = new TreeMap<>();
    folds.forEach((day, fold) -> cells.put(day, fold.cell()));
    return cells;
  }

  private static InterestProfile profile(ProfileSum sum) {
    return sum.profile(Histories.TENANT, Histories.PERSON);
  }
}
