package dev.meander.launcher.sample;

import dev.meander.event.BehaviorEvent;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one person does on one day of the shop's zone. */
final class DayLog {

  static final ZoneOffset ZONE = ZoneOffset.ofHours(8);

  /**
   * @param at milliseconds since the epoch
   * @param session null outside a session
   */
  record Entry(
      long at, @Nullable String session, Map<String, String> context, BehaviorEvent event) {}

  private final int day;
  private final LocalDate date;
  private final long begin;
  private final List<Entry> entries = new ArrayList<>();

  /**
   * @param day counted from the stream's first, which is 0
   */
  DayLog(int day, LocalDate date) {
    this.day = day;
    this.date = date;
    this.begin = date.atStartOfDay(ZONE).toInstant().toEpochMilli();
  }

  int day() {
    return day;
  }

  LocalDate date() {
    return date;
  }

  /** Midnight in the shop's zone, in milliseconds since the epoch. */
  long begin() {
    return begin;
  }

  /** The last millisecond of the day. */
  long end() {
    return begin + 86_400_000L - 1;
  }

  void add(long at, @Nullable String session, BehaviorEvent event) {
    add(at, session, Map.of(), event);
  }

  void add(long at, @Nullable String session, Map<String, String> context, BehaviorEvent event) {
    entries.add(new Entry(Math.min(at, end()), session, context, event));
  }

  /** By time; equal times in the order in which they were added. */
  List<Entry> inOrder() {
    entries.sort(Comparator.comparingLong(Entry::at));
    return entries;
  }
}
