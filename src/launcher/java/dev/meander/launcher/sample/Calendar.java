package dev.meander.launcher.sample;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;
import java.util.Optional;

/** What the day of the year does to all people: traffic, readiness to buy, and the hours. */
final class Calendar {

  /** A promotion on its day; before it, people fill carts. */
  private record Promotion(String name, MonthDay day, int daysBefore, double traffic) {}

  private static final List<Promotion> PROMOTIONS =
      List.of(
          new Promotion("queens-day", MonthDay.of(3, 8), 4, 1.4),
          new Promotion("june-18", MonthDay.of(6, 18), 14, 1.9),
          new Promotion("double-11", MonthDay.of(11, 11), 12, 2.6),
          new Promotion("double-12", MonthDay.of(12, 12), 4, 1.5),
          new Promotion("christmas", MonthDay.of(12, 22), 10, 1.4));

  /** Lunar New Year's days from 2015 on, as month * 100 + day. */
  private static final int[] LUNAR_NEW_YEAR = {
    219, 208, 128, 216, 205, 125, 212, 201, 122, 210, 129, 217, 206, 126, 213, 203, 123, 211, 131,
    219, 208, 128, 215, 204, 124, 212
  };

  private static final int FIRST_LUNAR_YEAR = 2015;

  private static final double[] HOURS = {
    1.6, 0.8, 0.4, 0.2, 0.2, 0.4, 1.0, 2.2, 3.4, 4.4, 5.2, 5.4, 6.4, 6.0, 5.0, 4.8, 4.8, 4.8, 5.2,
    6.6, 8.4, 9.2, 7.2, 3.8
  };

  private Calendar() {}

  /** Visits on that day against an average one. */
  static double traffic(LocalDate day) {
    double weekday =
        switch (day.getDayOfWeek()) {
          case SATURDAY -> 1.16;
          case SUNDAY -> 1.2;
          case FRIDAY -> 1.0;
          case MONDAY, TUESDAY, WEDNESDAY, THURSDAY -> 0.93;
        };
    double factor = weekday;
    for (Promotion promotion : PROMOTIONS) {
      factor *= 1 + (promotion.traffic() - 1) * closeness(promotion, day);
    }
    if (day.equals(blackFriday(day.getYear()))) {
      factor *= 1.5;
    }
    int untilNewYear = daysUntilLunarNewYear(day);
    if (untilNewYear <= 0 && untilNewYear > -5) {
      factor *= 0.55; // families are together, parcels rest
    } else if (untilNewYear > 4 && untilNewYear < 25) {
      factor *= 1.3;
    }
    return factor;
  }

  /** Chance to buy against an average day. */
  static double eagerness(LocalDate day) {
    return promotion(day).isPresent() ? 2.2 : 1.0;
  }

  /** The promotion whose prices hold on that day. */
  static Optional<String> promotion(LocalDate day) {
    if (day.equals(blackFriday(day.getYear()))) {
      return Optional.of("black-friday");
    }
    MonthDay monthDay = MonthDay.from(day);
    return PROMOTIONS.stream()
        .filter(p -> p.day().equals(monthDay))
        .map(Promotion::name)
        .findFirst();
  }

  /** An hour of the day, drawn as people shop. */
  static int hour(Dice dice) {
    return dice.weighted(HOURS, HOURS.length);
  }

  /** 1 on the promotion's day, rising over the days before it, a tail of two days, else 0. */
  private static double closeness(Promotion promotion, LocalDate day) {
    long before = promotion.day().atYear(day.getYear()).toEpochDay() - day.toEpochDay();
    if (before == 0) {
      return 1;
    }
    if (before > 0 && before <= promotion.daysBefore()) {
      return 0.35 * (1 - (before - 1.0) / promotion.daysBefore());
    }
    return before < 0 && before >= -2 ? 0.2 : 0;
  }

  private static LocalDate blackFriday(int year) {
    LocalDate first = LocalDate.of(year, 11, 1);
    int toThursday =
        Math.floorMod(DayOfWeek.THURSDAY.getValue() - first.getDayOfWeek().getValue(), 7);
    return first.plusDays(toThursday + 21L + 1L);
  }

  /** Negative after it; far away where the table ends. */
  private static int daysUntilLunarNewYear(LocalDate day) {
    int row = day.getYear() - FIRST_LUNAR_YEAR;
    if (row < 0 || row >= LUNAR_NEW_YEAR.length) {
      return Integer.MAX_VALUE;
    }
    int date = LUNAR_NEW_YEAR[row];
    LocalDate newYear = LocalDate.of(day.getYear(), date / 100, date % 100);
    return (int) (newYear.toEpochDay() - day.toEpochDay());
  }
}
