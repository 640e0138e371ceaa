package dev.meander.launcher.sample;

import java.time.LocalDate;

/**
 * How demand for a category runs over the year, as a factor around 1; linear between mid-months.
 */
enum Season {
  NONE(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1),
  SPRING(0.6, 0.8, 1.6, 2.0, 1.7, 1.1, 0.8, 0.7, 0.9, 0.8, 0.6, 0.5),
  SUMMER(0.3, 0.4, 0.7, 1.1, 1.9, 2.4, 2.5, 1.8, 0.8, 0.4, 0.3, 0.3),
  AUTUMN(0.6, 0.6, 0.9, 1.3, 1.3, 0.8, 0.7, 0.9, 1.6, 1.9, 1.0, 0.6),
  WINTER(2.3, 1.6, 0.8, 0.4, 0.3, 0.3, 0.3, 0.4, 0.8, 1.6, 2.3, 2.5),
  SCHOOL(0.8, 1.3, 0.9, 0.7, 0.7, 0.9, 1.4, 2.6, 1.7, 0.8, 0.8, 0.8),
  GIFT(1.1, 1.3, 0.8, 0.7, 1.0, 1.0, 0.7, 0.9, 0.8, 0.8, 1.4, 2.2),
  FESTIVAL(2.2, 1.2, 0.3, 0.4, 1.2, 1.4, 0.3, 1.2, 2.4, 0.6, 0.4, 1.2);

  @SuppressWarnings("ImmutableEnumChecker") // never written after construction, never handed out
  private final double[] months;

  Season(double... months) {
    this.months = months;
  }

  double factor(LocalDate day) {
    double place = day.getMonthValue() - 1 + (day.getDayOfMonth() - 15) / 30.0;
    int before = Math.floorMod((int) Math.floor(place), 12);
    double share = place - Math.floor(place);
    return months[before] * (1 - share) + months[(before + 1) % 12] * share;
  }

  /** The largest factor of any season, for rejection sampling. */
  static double largest() {
    return 2.6;
  }
}
