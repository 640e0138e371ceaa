package dev.meander.scoring;

import dev.meander.event.CategoryPath;
import dev.meander.event.EventKind;
import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.interest.CategoryInterest;
import dev.meander.interest.CategoryShare;
import dev.meander.interest.DayInterest;
import dev.meander.interest.InterestProfile;
import dev.meander.interest.ProfileAt;
import dev.meander.interest.RecentEvent;
import dev.meander.interest.ShopPopularity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** People for tests, told as visits; every visit weighs 1. */
final class People {
  static final Instant START = Instant.parse("2025-03-01T12:00:00Z");

  static final ShopPopularity SHOP =
      new ShopPopularity(
          List.of(
              share("electronics/phone", 0.30),
              share("home/lamp", 0.20),
              share("toys/puzzle", 0.15),
              share("garden/tools", 0.10),
              share("beauty/lipstick", 0.10),
              share("beauty/mask", 0.05)));

  private final List<RecentEvent> events = new ArrayList<>();

  static CategoryPath path(String slashed) {
    return CategoryPath.of(slashed.split("/", -1));
  }

  static CategoryShare share(String slashed, double share) {
    return new CategoryShare(path(slashed), share);
  }

  /** One view a day of each category. */
  static InterestProfile visiting(String... categories) {
    People person = new People();
    for (int i = 0; i < categories.length; i++) {
      person.add(EventKind.ITEM_VIEWED, categories[i], Duration.ofDays(i));
    }
    return person.profile();
  }

  /** A person of whom nothing but a login is known. */
  static InterestProfile nobody() {
    return new InterestProfile(
        new TenantId("default"),
        new PersonId("nobody"),
        START,
        1,
        Map.of(EventKind.LOGGED_IN, 1L),
        List.of(),
        0,
        List.of(new RecentEvent(START, "e0", EventKind.LOGGED_IN, null, null, null)),
        List.of());
  }

  static ProfileAt at(InterestProfile profile) {
    return new ProfileAt(profile, new LogPosition(0, 1, 2, 3), START);
  }

  People event(EventKind kind, String category, Duration after) {
    add(kind, category, after);
    return this;
  }

  void add(EventKind kind, String category, Duration after) {
    events.add(
        new RecentEvent(START.plus(after), "e" + events.size(), kind, path(category), "i", 1000L));
  }

  InterestProfile profile() {
    Instant last = events.getLast().occurredAt();
    Map<CategoryPath, List<RecentEvent>> byCategory = new TreeMap<>();
    for (RecentEvent event : events) {
      CategoryPath category = event.category();
      if (category != null) {
        byCategory.computeIfAbsent(category, absent -> new ArrayList<>()).add(event);
      }
    }
    List<CategoryInterest> interests = new ArrayList<>();
    byCategory.forEach(
        (category, of) ->
            interests.add(
                new CategoryInterest(
                    category,
                    decayed(of, last, 1),
                    decayed(of, last, 7),
                    decayed(of, last, 28),
                    of.getLast().occurredAt(),
                    of.size())));
    interests.sort(Comparator.comparingDouble(CategoryInterest::weekly).reversed());
    return new InterestProfile(
        new TenantId("default"),
        new PersonId("p"),
        last,
        events.size(),
        Map.of(EventKind.ITEM_VIEWED, (long) events.size()),
        interests,
        0,
        events,
        days());
  }

  private List<DayInterest> days() {
    Map<LocalDate, Instant> ends = new TreeMap<>();
    events.forEach(
        event ->
            ends.put(event.occurredAt().atZone(ZoneOffset.UTC).toLocalDate(), event.occurredAt()));
    List<DayInterest> days = new ArrayList<>();
    ends.forEach(
        (day, end) -> {
          Map<CategoryPath, Double> sums = new TreeMap<>();
          for (RecentEvent event : events) {
            CategoryPath category = event.category();
            if (category != null && !event.occurredAt().isAfter(end)) {
              sums.merge(category, decayed(List.of(event), end, 7), Double::sum);
            }
          }
          double total = sums.values().stream().mapToDouble(Double::doubleValue).sum();
          days.add(
              new DayInterest(
                  day,
                  sums.entrySet().stream()
                      .map(sum -> new CategoryShare(sum.getKey(), sum.getValue() / total))
                      .sorted(Comparator.comparingDouble(CategoryShare::share).reversed())
                      .limit(20)
                      .toList()));
        });
    return days;
  }

  private static double decayed(List<RecentEvent> events, Instant at, double halfLifeDays) {
    return events.stream()
        .mapToDouble(
            event ->
                Math.pow(
                    2,
                    -Duration.between(event.occurredAt(), at).toMillis()
                        / (86_400_000.0 * halfLifeDays)))
        .sum();
  }
}
