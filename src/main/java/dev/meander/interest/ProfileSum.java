package dev.meander.interest;

import dev.meander.event.EventKind;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The sum of a person's day cells, added in ascending order of days (Horner's scheme: what was,
 * decayed over the gap, plus the new day). It is a pure function of the cells: equal cells give
 * bit-equal sums, so a sum through any day may be kept and continued. Immutable.
 *
 * <p>Bounded: past {@value #MAX_CATEGORIES} categories the faintest are forgotten, day by day;
 * before that, a category is forgotten once all its sums are below 10⁻⁹ (at the monthly half-life a
 * view takes two years to get there). Counts by kind are for ever.
 */
public final class ProfileSum {

  /** Most categories that a sum remembers. */
  public static final int MAX_CATEGORIES = 512;

  /** The sum of no cells. */
  public static final ProfileSum EMPTY =
      new ProfileSum(
          new Reach(Integer.MIN_VALUE, Long.MIN_VALUE),
          new long[KindCode.COUNT],
          List.of(),
          List.of(),
          List.of());

  private static final Comparator<CategorySum> LOUDEST =
      Comparator.comparingDouble(CategorySum::size).reversed().thenComparing(CategorySum::category);

  /**
   * How far a sum reaches.
   *
   * @param day newest, in days since 1970
   * @param lastEventAt in milliseconds since 1970
   */
  record Reach(int day, long lastEventAt) {}

  final Reach reach;
  final long[] counts;
  final List<CategorySum> sums;
  final List<DayShares> days;
  final List<RecentEvents> recent;

  ProfileSum(
      Reach reach,
      long[] counts,
      List<CategorySum> sums,
      List<DayShares> days,
      List<RecentEvents> recent) {
    this.reach = reach;
    this.counts = counts;
    this.sums = sums;
    this.days = days;
    this.recent = recent;
  }

  /** The sum of all cells, in any order. */
  public static ProfileSum of(List<DayCell> cells) {
    ProfileSum sum = EMPTY;
    for (DayCell cell : cells.stream().sorted(Comparator.comparingInt(c -> c.day)).toList()) {
      sum = sum.plus(cell);
    }
    return sum;
  }

  /**
   * @throws IllegalArgumentException when the bytes are no sum
   */
  public static ProfileSum fromBytes(byte[] bytes) {
    return ProfileSumForm.read(bytes);
  }

  /** The canonical form: equal cells give equal bytes. */
  public byte[] toBytes() {
    return ProfileSumForm.write(this);
  }

  /**
   * This sum and the cell of a later day. A cell in which nothing counts changes nothing.
   *
   * @throws IllegalArgumentException when the cell's day is not after {@link #day}
   */
  public ProfileSum plus(DayCell cell) {
    if (cell.isHushed()) {
      return this;
    }
    if (!isEmpty() && cell.day <= reach.day) {
      throw new IllegalArgumentException(cell.day() + " is not after " + day());
    }
    List<CategorySum> next = remember(add(cell));
    long[] total = counts.clone();
    for (int kind = 0; kind < total.length; kind++) {
      total[kind] += cell.counts[kind];
    }
    return new ProfileSum(
        new Reach(cell.day, cell.lastEventAt),
        total,
        next,
        appended(days, DayShares.of(cell.day, next), InterestProfile.TRAJECTORY_DAYS),
        appendedRecent(cell.recent));
  }

  public boolean isEmpty() {
    return reach.lastEventAt == Long.MIN_VALUE;
  }

  /** The newest day in the sum; meaningless while it is empty. */
  public LocalDate day() {
    return LocalDate.ofEpochDay(reach.day);
  }

  /** The interest distribution at the end of {@link #day}; there is none while it is empty. */
  DayInterest newestDay() {
    return days.getLast().interest();
  }

  /**
   * What the sum says about the person, decayed to their newest event.
   *
   * @throws IllegalStateException when the sum is empty
   */
  public InterestProfile profile(TenantId tenant, PersonId personId) {
    if (isEmpty()) {
      throw new IllegalStateException("nothing is known of the person");
    }
    double[] growth = HalfLife.decays(reach.lastEventAt - DayCell.dayEnd(reach.day));
    List<CategorySum> sorted = new ArrayList<>(sums);
    sorted.sort(DayShares.BY_WEEKLY);
    List<CategoryInterest> named = new ArrayList<>();
    double otherWeekly = 0;
    for (CategorySum sum : sorted) {
      CategorySum now = sum.scaled(growth);
      if (named.size() < InterestProfile.MAX_CATEGORIES) {
        named.add(
            new CategoryInterest(
                now.category(),
                now.daily(),
                now.weekly(),
                now.monthly(),
                Instant.ofEpochMilli(now.lastSeenAt()),
                now.events()));
      } else if (now.weekly() > 0) {
        otherWeekly += now.weekly();
      }
    }
    List<RecentEvent> newest = newestEvents();
    int earlier = Math.max(0, newest.size() - InterestProfile.RECENT_EVENTS);
    return new InterestProfile(
        tenant,
        personId,
        Instant.ofEpochMilli(reach.lastEventAt),
        Arrays.stream(counts).sum(),
        countsByKind(),
        named,
        otherWeekly,
        newest.subList(earlier, newest.size()),
        newest.subList(0, earlier),
        days.stream().map(DayShares::interest).toList());
  }

  /** Rough size in memory, in bytes, for bounding caches. */
  public int weight() {
    int weight = 400 + sums.size() * 72;
    for (DayShares day : days) {
      weight += 64 + day.categories.length * 8;
    }
    for (RecentEvents events : recent) {
      weight += 40 + events.weight();
    }
    return weight;
  }

  /** Both lists are sorted by path; so is the result. */
  private List<CategorySum> add(DayCell cell) {
    double[] decay = HalfLife.decays(isEmpty() ? 0 : (cell.day - reach.day) * DayCell.DAY_MILLIS);
    List<CategorySum> next = new ArrayList<>(sums.size() + cell.masses.length);
    int i = 0;
    int j = 0;
    while (i < sums.size() || j < cell.masses.length) {
      int order = i == sums.size() ? 1 : j == cell.masses.length ? -1 : compare(i, cell, j);
      if (order < 0) {
        next.add(sums.get(i++).scaled(decay));
      } else if (order > 0) {
        next.add(CategorySum.of(cell.masses[j++]));
      } else {
        next.add(sums.get(i++).scaled(decay).plus(CategorySum.of(cell.masses[j++])));
      }
    }
    return next;
  }

  private int compare(int i, DayCell cell, int j) {
    return sums.get(i).category().compareTo(cell.masses[j].category());
  }

  private static List<CategorySum> remember(List<CategorySum> next) {
    next.removeIf(CategorySum::negligible);
    if (next.size() > MAX_CATEGORIES) {
      next.sort(LOUDEST);
      next.subList(MAX_CATEGORIES, next.size()).clear();
      next.sort(Comparator.comparing(CategorySum::category));
    }
    return next;
  }

  private List<RecentEvents> appendedRecent(RecentEvents newest) {
    int older = 0;
    int from = recent.size();
    while (from > 0 && newest.count() + older < InterestProfile.HISTORY_EVENTS) {
      older += recent.get(--from).count();
    }
    List<RecentEvents> next = new ArrayList<>(recent.subList(from, recent.size()));
    next.add(newest);
    return next;
  }

  private List<RecentEvent> newestEvents() {
    List<RecentEvent> all = new ArrayList<>();
    recent.forEach(day -> all.addAll(day.events()));
    int surplus = Math.max(0, all.size() - InterestProfile.HISTORY_EVENTS);
    return all.subList(surplus, all.size());
  }

  private Map<EventKind, Long> countsByKind() {
    Map<EventKind, Long> byKind = new EnumMap<>(EventKind.class);
    for (EventKind kind : EventKind.values()) {
      if (counts[KindCode.of(kind)] != 0) {
        byKind.put(kind, counts[KindCode.of(kind)]);
      }
    }
    return byKind;
  }

  private static <T> List<T> appended(List<T> list, T last, int limit) {
    List<T> next = new ArrayList<>(list.subList(Math.max(0, list.size() + 1 - limit), list.size()));
    next.add(last);
    return next;
  }
}
