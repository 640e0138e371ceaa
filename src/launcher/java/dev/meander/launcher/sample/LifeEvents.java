package dev.meander.launcher.sample;

import dev.meander.launcher.sample.CategoryTree.LifePath;
import dev.meander.launcher.sample.CategoryTree.Stage;
import dev.meander.launcher.sample.Interest.Course;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens to one person now and then, and leads their interest along a path of stages. */
final class LifeEvents {

  private static final double MEAN_DAYS_BETWEEN = 200;

  private final Shop shop;
  private final Dice dice;
  private final Interests interests;
  private @Nullable LifePath path;
  private int stage;
  private int nextDay;

  LifeEvents(Shop shop, Dice dice, Interests interests, int firstDay) {
    this.shop = shop;
    this.dice = dice;
    this.interests = interests;
    // Some are in the middle of it when they come to the shop.
    this.nextDay = firstDay - 60 + (int) dice.exponential(MEAN_DAYS_BETWEEN);
  }

  /**
   * Lets the day come.
   *
   * @return the leaves of a stage that begins, empty on most days
   */
  List<Leaf> advance(int day, LocalDate date) {
    List<Leaf> began = List.of();
    while (nextDay <= day) {
      began = begin(date);
    }
    return began;
  }

  private List<Leaf> begin(LocalDate date) {
    int day = nextDay;
    LifePath under = path;
    if (under == null) {
      under = drawPath(date);
      stage = 0;
    }
    Stage now = under.stages().get(stage);
    int days = Math.max(5, (int) dice.logNormal(now.days(), 0.25));
    for (Leaf leaf : now.leaves()) {
      if (dice.chance(0.85)) {
        Course course = new Course(dice.logNormal(2.6, 0.4), days * 0.8, days * 0.35);
        interests.plant(leaf, course, day, day + days);
      }
    }
    nextDay = day + days;
    stage++;
    path = under;
    if (stage == under.stages().size()) {
      path = null;
      nextDay += (int) dice.exponential(MEAN_DAYS_BETWEEN);
    }
    return now.leaves();
  }

  private LifePath drawPath(LocalDate date) {
    List<LifePath> paths = shop.tree().lifePaths();
    double[] weights = new double[paths.size()];
    for (int i = 0; i < weights.length; i++) {
      LifePath candidate = paths.get(i);
      double inMonth = candidate.months().contains(date.getMonthValue()) ? 4 : 1;
      weights[i] = candidate.weight() * inMonth;
    }
    return paths.get(dice.weighted(weights, weights.length));
  }
}
