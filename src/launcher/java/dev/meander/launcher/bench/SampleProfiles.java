package dev.meander.launcher.bench;

import dev.meander.event.BehaviorEvent.ItemEvent;
import dev.meander.event.CategoryPath;
import dev.meander.event.EventEnvelope;
import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import dev.meander.interest.CategoryShare;
import dev.meander.interest.DayCell;
import dev.meander.interest.DayCellFold;
import dev.meander.interest.ProfileAt;
import dev.meander.interest.ProfileSum;
import dev.meander.interest.ShopPopularity;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * People of the sample shop as the projection would make them.
 *
 * @param profiles one each, by person id
 * @param popularity the shop's commonest categories
 */
record SampleProfiles(List<ProfileAt> profiles, ShopPopularity popularity) {

  private static final int POPULAR = 200;

  static SampleProfiles of(List<EventEnvelope> events) {
    Map<String, Map<LocalDate, DayCellFold>> people = new TreeMap<>();
    Map<CategoryPath, Integer> counts = new TreeMap<>();
    for (EventEnvelope event : events) {
      LocalDate day = DayCell.dayOf(event);
      var _ =
          people
              .computeIfAbsent(event.personId().value(), _ -> new TreeMap<>())
              .computeIfAbsent(day, _ -> new DayCellFold(DayCell.empty(day)))
              .fold(event);
      if (event.event() instanceof ItemEvent about && about.item().category() != null) {
        counts.merge(about.item().category(), 1, Integer::sum);
      }
    }
    List<ProfileAt> profiles = new ArrayList<>();
    people.forEach((person, days) -> profiles.add(profile(person, days)));
    return new SampleProfiles(List.copyOf(profiles), popularity(counts));
  }

  private static ProfileAt profile(String person, Map<LocalDate, DayCellFold> days) {
    List<DayCell> cells = days.values().stream().map(DayCellFold::cell).toList();
    var profile = ProfileSum.of(cells).profile(PostedEvents.TENANT, new PersonId(person));
    return new ProfileAt(profile, new LogPosition(0, 0, 0, 0), Instant.EPOCH);
  }

  private static ShopPopularity popularity(Map<CategoryPath, Integer> counts) {
    double total = counts.values().stream().mapToInt(Integer::intValue).sum();
    return new ShopPopularity(
        counts.entrySet().stream()
            .map(count -> new CategoryShare(count.getKey(), count.getValue() / total))
            .sorted(Comparator.comparingDouble(CategoryShare::share).reversed())
            .limit(POPULAR)
            .toList());
  }
}
