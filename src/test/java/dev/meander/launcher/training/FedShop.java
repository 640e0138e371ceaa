package dev.meander.launcher.training;

import dev.meander.event.CategoryPath;
import dev.meander.event.EventEnvelope;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.interest.DayCell;
import dev.meander.interest.DayCellFold;
import dev.meander.interest.InterestProfile;
import dev.meander.interest.RecentEvent;
import dev.meander.launcher.evaluation.ShopSet;
import dev.meander.log.EventCodec;
import dev.meander.scoring.shop.PersonVisits;
import dev.meander.scoring.shop.ShopCounting;
import dev.meander.scoring.shop.ShopSnapshot;
import dev.meander.statistics.Runs;
import dev.meander.statistics.ShopCounts;
import dev.meander.statistics.ShopStatistics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a set's known events become in the service: by its own code, out of day cells and in the
 * order of ids, but without its servers.
 */
final class FedShop {
  private final ShopSet set;
  private final Map<String, List<RecentEvent>> known = new HashMap<>();
  private final ShopSnapshot counted;

  /**
   * @param folder where the events are written to
   */
  FedShop(ShopSet set, Path folder) throws IOException {
    this.set = set;
    Path file = folder.resolve(set.name() + ".ndjson");
    int _ = KnownEvents.write(set, file);
    Map<String, List<RecentEvent>> people = held(file);
    known.putAll(people);
    Path asked = folder.resolve(set.name() + ".ndjson.asked");
    if (Files.exists(asked)) {
      known.putAll(held(asked));
    }
    counted = counted(people);
  }

  private static Map<String, List<RecentEvent>> held(Path file) throws IOException {
    Map<String, TreeMap<LocalDate, DayCellFold>> cells = new TreeMap<>();
    try (NdjsonLog log = new NdjsonLog(new EventCodec(), new TenantId("default"), file)) {
      for (EventEnvelope event = log.next(); event != null; event = log.next()) {
        LocalDate day = DayCell.dayOf(event);
        DayCellFold.Outcome _ =
            cells
                .computeIfAbsent(event.personId().value(), absent -> new TreeMap<>())
                .computeIfAbsent(day, absent -> new DayCellFold(DayCell.empty(day)))
                .fold(event);
      }
    }
    Map<String, List<RecentEvent>> held = new TreeMap<>();
    cells.forEach(
        (person, days) -> {
          List<RecentEvent> all = new ArrayList<>();
          days.values().forEach(day -> all.addAll(day.cell().newest()));
          held.put(person, all);
        });
    return held;
  }

  private ShopSnapshot counted(Map<String, List<RecentEvent>> people) {
    Set<CategoryPath> vocabulary = new TreeSet<>();
    people.values().stream()
        .flatMap(List::stream)
        .map(PersonVisits::visited)
        .forEach(vocabulary::add);
    ShopCounting counting = new ShopCounting(set.form(), vocabulary, ShopCounts.MOST_PAIRS);
    people.forEach((person, events) -> counting.look(new PersonId(person), events));
    counting.begin();
    people.values().forEach(counting::count);
    return counting.snapshot(new ShopSnapshot.Version(1, List.of(), Instant.EPOCH));
  }

  ShopStatistics statistics() {
    return Objects.requireNonNull(counted.statistics());
  }

  /**
   * The runs that somebody is ranked by: of what their profile holds. Categories are numbered as in
   * {@link #statistics}, unknown ones above them.
   *
   * @param place in the set
   */
  Runs runs(int place) {
    String person = KnownEvents.served(place, set.people().get(place).id());
    List<RecentEvent> events = known.getOrDefault(person, List.of());
    Map<CategoryPath, Integer> unknown = new HashMap<>();
    return PersonVisits.runs(
        set.form(),
        events.subList(Math.max(0, events.size() - InterestProfile.HISTORY_EVENTS), events.size()),
        category -> {
          int number = counted.numberOf(category);
          return number != PersonVisits.LEFT_OUT
              ? number
              : counted.names().size() + unknown.computeIfAbsent(category, _ -> unknown.size());
        });
  }
}
