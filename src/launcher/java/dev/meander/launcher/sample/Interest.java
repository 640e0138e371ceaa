package dev.meander.launcher.sample;

import java.time.LocalDate;

/** One interest of one person: rises over some days, holds, then fades by its half-life. */
final class Interest {

  private static final double DAYS_TO_RISE = 6;

  private final Leaf leaf;
  private Course course;
  private int born;
  private double damping = 1;
  private int lastMove;
  private int lastPurchase = Integer.MIN_VALUE;

  /**
   * How an interest runs.
   *
   * @param peak intensity while it holds, about 1
   * @param hold days at the peak
   * @param halfLife days in which it halves afterwards
   */
  record Course(double peak, double hold, double halfLife) {}

  Interest(Leaf leaf, Course course, int day) {
    this.leaf = leaf;
    this.course = course;
    this.born = day;
  }

  Leaf leaf() {
    return leaf;
  }

  /** Starts it anew, as a life event does to what a person knows already. */
  void rekindle(Course anew, int day) {
    this.course = anew;
    this.born = day;
    this.damping = 1;
  }

  /** Lowers it for good: a bad purchase, a hidden item. */
  void dampen(double factor) {
    damping *= factor;
  }

  void purchased(int day) {
    lastPurchase = day;
  }

  void visited(int move) {
    lastMove = move;
  }

  int movesSince(int move) {
    return Math.max(1, move - lastMove);
  }

  /** How strong it is on that day, season and shop-wide wave included. */
  double intensity(int day, LocalDate date, Popularity popularity) {
    double age = (double) day - born;
    double rise = Math.min(1, (age + 1) / DAYS_TO_RISE);
    double past = Math.max(0, age - course.hold());
    double fade = StrictMath.exp(-StrictMath.log(2) * past / course.halfLife());
    return course.peak() * damping * rise * fade * refill(day) * popularity.factor(leaf, date);
  }

  /** A consumable is out of mind after a purchase and back when it runs out. */
  private double refill(int day) {
    if (leaf.every() == 0 || lastPurchase == Integer.MIN_VALUE) {
      return 1;
    }
    double cycles = ((double) day - lastPurchase) / leaf.every();
    if (cycles < 0.6) {
      return 0.3;
    }
    return cycles > 0.85 && cycles < 1.5 ? 3.5 : 1;
  }
}
