package dev.meander.statistics;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** How often and how lately a person was active, as columns that are equal in all rows. */
final class PersonPace {
  private static final double DAY_MILLIS = 86_400_000;
  private static final double YEAR_DAYS = 365.25;
  private static final double MOST_GAPS = 30;
  private static final double SHORTEST_GAP_DAYS = .05;
  private static final double[] WITHIN_DAYS = {1, 2, 7, 28, 91};
  private static final Outlook[] WITHIN = {
    Outlook.WITHIN_1, Outlook.WITHIN_2, Outlook.WITHIN_7, Outlook.WITHIN_28, Outlook.WITHIN_91
  };

  private static final int[] ACTIVE_DAYS = {7, 14, 28, 56, 91, 182, 365};
  private static final Outlook[] ACTIVE = {
    Outlook.ACTIVE_7,
    Outlook.ACTIVE_14,
    Outlook.ACTIVE_28,
    Outlook.ACTIVE_56,
    Outlook.ACTIVE_91,
    Outlook.ACTIVE_182,
    Outlook.ACTIVE_365
  };

  private final int[] activeWithin = new int[ACTIVE_DAYS.length];
  private double squaredGaps;
  private long mostGap;
  private int activeDays;
  private double gapDays;
  private double tenureDays;
  private long askedDay;

  /** Reads a history of one run or more, ended before {@code millis}. */
  void read(ShopForm form, Runs runs, long millis) {
    activeDays = 0;
    squaredGaps = 0;
    mostGap = 0;
    Arrays.fill(activeWithin, 0);
    askedDay = form.day(millis);
    long last = Long.MIN_VALUE;
    for (int k = 0; k < runs.size; k++) {
      long day = form.day(runs.end[k]);
      if (day != last) {
        countDay(day, activeDays == 0 ? 0 : day - last);
        last = day;
      }
    }
    tenureDays = (millis - runs.start[0]) / DAY_MILLIS;
    // A single day says nothing of gaps: the time since then is the least that one can be.
    gapDays =
        activeDays < 2
            ? Math.max(tenureDays, 1)
            : (last - form.day(runs.start[0])) / (activeDays - 1.0);
  }

  private void countDay(long day, long gap) {
    activeDays++;
    squaredGaps += (double) gap * gap;
    mostGap = Math.max(mostGap, gap);
    for (int i = 0; i < ACTIVE_DAYS.length; i++) {
      activeWithin[i] += askedDay - day <= ACTIVE_DAYS[i] ? 1 : 0;
    }
  }

  /** Mean days between active days, above 0. */
  double gapDays() {
    return gapDays;
  }

  void write(Runs runs, long millis, OutlookRows rows) {
    double recency = (millis - runs.end[runs.size - 1]) / DAY_MILLIS;
    int events = 0;
    int buys = 0;
    int weight = 0;
    int[] within = new int[WITHIN_DAYS.length];
    Map<Integer, Integer> weights = new HashMap<>();
    for (int k = 0; k < runs.size; k++) {
      events += runs.events[k];
      buys += runs.buys[k];
      weight += runs.weight(k);
      weights.merge(runs.category[k], runs.weight(k), Integer::sum);
      for (int i = 0; i < within.length; i++) {
        within[i] += millis - runs.end[k] <= WITHIN_DAYS[i] * DAY_MILLIS ? runs.events[k] : 0;
      }
    }
    double entropy = 0;
    for (int each : weights.values()) {
      double share = each / (double) weight;
      entropy -= share * Math.log(share);
    }
    rows.putAll(Outlook.EVENTS, Math.log1p(events));
    rows.putAll(Outlook.DAYS, Math.log1p(activeDays));
    rows.putAll(Outlook.RECENCY, Math.log1p(recency));
    rows.putAll(Outlook.TENURE, Math.log1p(tenureDays));
    rows.putAll(Outlook.GAP, Math.log1p(gapDays));
    rows.putAll(
        Outlook.RECENCY_GAPS, Math.min(MOST_GAPS, recency / Math.max(gapDays, SHORTEST_GAP_DAYS)));
    rows.putAll(Outlook.ENTROPY, entropy);
    rows.putAll(Outlook.ACTIVITY, Math.log1p(activeDays / Math.max(tenureDays, 1)));
    for (int i = 0; i < within.length; i++) {
      rows.putAll(WITHIN[i], Math.log1p(within[i]));
    }
    for (int i = 0; i < ACTIVE.length; i++) {
      rows.putAll(ACTIVE[i], Math.log1p(activeWithin[i]));
    }
    rows.putAll(
        Outlook.GAP_SQUARE, Math.log1p(Math.sqrt(squaredGaps / Math.max(activeDays - 1, 1))));
    rows.putAll(Outlook.GAP_MOST, Math.log1p((double) mostGap));
    rows.putAll(Outlook.BUYS, Math.log1p(buys));
    writeCalendar(rows);
  }

  private void writeCalendar(OutlookRows rows) {
    double week = 2 * Math.PI * Math.floorMod(askedDay, 7) / 7;
    double year = 2 * Math.PI * (askedDay / YEAR_DAYS);
    rows.putAll(Outlook.WEEK_SINE, Math.sin(week));
    rows.putAll(Outlook.WEEK_COSINE, Math.cos(week));
    rows.putAll(Outlook.YEAR_SINE, Math.sin(year));
    rows.putAll(Outlook.YEAR_COSINE, Math.cos(year));
  }
}
