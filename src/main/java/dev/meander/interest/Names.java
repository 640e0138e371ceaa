package dev.meander.interest;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The days of a person who has several names: the merge, day by day, of what was done under each.
 * Pure, and the same whatever is merged first; nothing that is stored under a name changes by it.
 */
public final class Names {

  /**
   * One of the names.
   *
   * @param cells of days in any order, none twice
   */
  public record Name(Consent consent, List<DayCell> cells) {
    public Name {
      cells = List.copyOf(cells);
    }
  }

  private Names() {}

  /** Whether the person may be profiled: under none of the names it was forbidden. */
  public static boolean granted(List<Name> names) {
    return names.stream().allMatch(name -> name.consent().granted());
  }

  /**
   * The days, ascending; none where consent is withdrawn under one of the names. Where it was given
   * again under one, the others count from the next whole day: none can be split.
   */
  public static List<DayCell> days(List<Name> names) {
    if (!granted(names)) {
      return List.of();
    }
    Instant since = newestGrant(names);
    NavigableMap<LocalDate, DayCell> days = new TreeMap<>();
    for (Name name : names) {
      for (DayCell cell : name.cells()) {
        if (!cell.isHushed() && covers(since, name.consent(), cell)) {
          days.merge(cell.day(), cell, DayCell::beside);
        }
      }
    }
    return new ArrayList<>(days.values());
  }

  private static @Nullable Instant newestGrant(List<Name> names) {
    Instant newest = null;
    for (Name name : names) {
      Instant since = name.consent().since();
      if (since != null && (newest == null || since.isAfter(newest))) {
        newest = since;
      }
    }
    return newest;
  }

  private static boolean covers(@Nullable Instant since, Consent own, DayCell cell) {
    return since == null
        || since.equals(own.since())
        || cell.day * DayCell.DAY_MILLIS >= since.toEpochMilli();
  }
}
