package dev.meander.launcher.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.event.BehaviorEvent.ExposureShown;
import dev.meander.event.BehaviorEvent.ItemEvent;
import dev.meander.event.BehaviorEvent.ItemPurchased;
import dev.meander.event.BehaviorEvent.ItemReturned;
import dev.meander.event.BehaviorEvent.ItemReviewed;
import dev.meander.event.BehaviorEvent.ItemViewed;
import dev.meander.event.CategoryPath;
import dev.meander.event.EventEnvelope;
import dev.meander.event.EventKind;
import dev.meander.event.ItemId;
import dev.meander.event.PersonId;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A year of 300 people looks like a shop: the claims of the package description, measured. */
class SampleStatisticsTest {

  private final List<EventEnvelope> events = SampleYear.EVENTS;
  private final List<EventEnvelope> ofPeople = SampleYear.OF_PEOPLE;

  private static LocalDate day(EventEnvelope event) {
    return event.occurredAt().atOffset(DayLog.ZONE).toLocalDate();
  }

  private static double share(List<EventEnvelope> among, Predicate<EventEnvelope> which) {
    return among.stream().filter(which).count() / (double) among.size();
  }

  @Test
  void every_kind_of_behaviour_occurs() {
    Set<EventKind> behaviour =
        EnumSet.range(EventKind.LOGGED_IN, EventKind.EXPOSURE_CLICKED); // the rest administers
    assertEquals(behaviour, events.stream().map(EventEnvelope::kind).collect(Collectors.toSet()));
  }

  @Test
  void a_person_makes_hundreds_of_events_a_year_and_few_make_most() {
    long[] counts =
        ofPeople.stream()
            .collect(Collectors.groupingBy(EventEnvelope::personId, Collectors.counting()))
            .values()
            .stream()
            .mapToLong(Long::longValue)
            .sorted()
            .toArray();
    double mean = ofPeople.size() / 300.0;
    assertTrue(mean > 300 && mean < 800, "mean " + mean);
    long busiest = Arrays.stream(counts, counts.length * 9 / 10, counts.length).sum();
    assertTrue(busiest > 0.25 * ofPeople.size(), "busiest tenth " + busiest);
  }

  @Test
  void two_thirds_of_the_moves_return_to_a_category_seen_before() {
    Map<PersonId, CategoryPath> last = new HashMap<>();
    Map<PersonId, Set<CategoryPath>> seen = new HashMap<>();
    int moves = 0;
    int returns = 0;
    int looks = 0;
    for (EventEnvelope event : ofPeople) {
      if (event.event() instanceof ItemEvent about && !(about instanceof ExposureShown)) {
        CategoryPath here = Objects.requireNonNull(about.item().category());
        CategoryPath before = last.put(event.personId(), here);
        boolean again =
            !seen.computeIfAbsent(event.personId(), person -> new HashSet<>()).add(here);
        looks++;
        if (before != null && !before.equals(here)) {
          moves++;
          returns += again ? 1 : 0;
        }
      }
    }
    double returning = returns / (double) moves;
    assertTrue(returning > 0.6 && returning < 0.75, "returning " + returning);
    double moving = moves / (double) looks;
    assertTrue(moving > 0.3 && moving < 0.6, "moving " + moving);
  }

  @Test
  void sessions_are_short_with_a_long_tail() {
    long[] lengths =
        ofPeople.stream()
            .filter(event -> event.sessionId() != null)
            .collect(Collectors.groupingBy(EventEnvelope::sessionId, Collectors.counting()))
            .values()
            .stream()
            .mapToLong(Long::longValue)
            .sorted()
            .toArray();
    long median = lengths[lengths.length / 2];
    assertTrue(median >= 3 && median <= 8, "median " + median);
    assertTrue(lengths[lengths.length * 99 / 100] > 4 * median);
  }

  @Test
  void the_evening_is_busy_and_the_night_is_quiet() {
    double evening = share(ofPeople, event -> between(event, "20:00", "22:00"));
    double night = share(ofPeople, event -> between(event, "02:00", "04:00"));
    assertTrue(evening > 8 * night, evening + " against " + night);
  }

  private static boolean between(EventEnvelope event, String from, String to) {
    LocalTime time = event.occurredAt().atOffset(DayLog.ZONE).toLocalTime();
    return !time.isBefore(LocalTime.parse(from)) && time.isBefore(LocalTime.parse(to));
  }

  @Test
  void promotions_fill_the_shop_and_the_lunar_new_year_empties_it() {
    Map<LocalDate, Long> byDay =
        ofPeople.stream()
            .collect(
                Collectors.groupingBy(
                    SampleStatisticsTest::day, TreeMap::new, Collectors.counting()));
    double mean = ofPeople.size() / 366.0;
    assertTrue(byDay.getOrDefault(LocalDate.of(2024, 11, 11), 0L) > 1.7 * mean);
    assertTrue(byDay.getOrDefault(LocalDate.of(2024, 6, 18), 0L) > 1.4 * mean);
    assertTrue(byDay.getOrDefault(LocalDate.of(2024, 2, 11), 0L) < 0.8 * mean);
    long boughtThen =
        ofPeople.stream()
            .filter(event -> event.kind() == EventKind.ITEM_PURCHASED)
            .filter(event -> "double-11".equals(event.context().get("promotion")))
            .count();
    long bought =
        ofPeople.stream().filter(event -> event.kind() == EventKind.ITEM_PURCHASED).count();
    assertTrue(boughtThen > 4 * bought / 366.0, boughtThen + " of " + bought);
  }

  @Test
  void coats_sell_in_winter_and_swimsuits_in_summer() {
    assertTrue(looks("women-outerwear", 12, 1) > 3 * looks("women-outerwear", 6, 7));
    assertTrue(looks("swimming", 6, 7) > 3 * looks("swimming", 12, 1));
  }

  private long looks(String group, int month, int otherMonth) {
    return ofPeople.stream()
        .filter(
            event ->
                day(event).getMonthValue() == month || day(event).getMonthValue() == otherMonth)
        .filter(event -> event.event() instanceof ItemViewed viewed && isIn(group, viewed))
        .count();
  }

  private static boolean isIn(String group, ItemEvent about) {
    CategoryPath category = about.item().category();
    return category != null && category.levels().get(1).equals(group);
  }

  @Test
  void only_what_was_bought_is_returned_or_reviewed() {
    Map<PersonId, Map<ItemId, Integer>> bought = new HashMap<>();
    for (EventEnvelope event : ofPeople) {
      Map<ItemId, Integer> mine =
          bought.computeIfAbsent(event.personId(), person -> new HashMap<>());
      if (event.event() instanceof ItemPurchased purchase) {
        mine.merge(purchase.item().id(), purchase.quantity(), Integer::sum);
      } else if (event.event() instanceof ItemReturned back) {
        int left = mine.merge(back.item().id(), -back.quantity(), Integer::sum);
        assertTrue(left >= 0, event.eventId() + " returns more than was bought");
      } else if (event.event() instanceof ItemReviewed review) {
        assertTrue(mine.containsKey(review.item().id()), event.eventId() + " was never bought");
      }
    }
  }

  @Test
  void bots_are_few_fast_and_even() {
    List<EventEnvelope> ofBots =
        events.stream().filter(event -> SampleYear.isBot(event.personId())).toList();
    double among = ofBots.size() / (double) events.size();
    assertTrue(among > 0.005 && among < 0.15, "bots make " + among);
    assertTrue(
        ofBots.stream()
            .allMatch(
                event ->
                    !(event.event() instanceof ItemViewed viewed)
                        || Objects.requireNonNull(viewed.dwellMs()) < 100));
    assertTrue(share(ofBots, event -> between(event, "01:00", "06:00")) > 0.1, "bots sleep");
  }
}
