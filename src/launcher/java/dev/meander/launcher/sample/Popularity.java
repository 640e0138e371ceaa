package dev.meander.launcher.sample;

import java.time.LocalDate;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How much each category is sought by everybody: a long tail picked by the seed, times the season,
 * times a slow wave that lets categories emerge and fade over the months. Not thread-safe.
 */
final class Popularity {

  private static final double WAVE = 0.7;

  /**
   * People are at most a few weeks apart: each makes its next day with events ahead of its turn.
   */
  private static final int DAYS_KEPT = 64;

  /** The factors of all categories on one day: a pure function, kept because it is costly. */
  private static final class Factors {
    private final long epochDay;
    private final double[] byLeaf;

    Factors(long epochDay, double[] byLeaf) {
      this.epochDay = epochDay;
      this.byLeaf = byLeaf;
    }
  }

  private final CategoryTree tree;
  private final double[] cumulative;
  private final double[] period;
  private final double[] phase;
  private final @Nullable Factors[] kept = new Factors[DAYS_KEPT];

  Popularity(CategoryTree tree, long seed) {
    this.tree = tree;
    int size = tree.size();
    Dice dice = new Dice(Dice.seed(seed, 0x706f70));
    cumulative = new double[size];
    period = new double[size];
    phase = new double[size];
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += tree.leaf(i).appeal() * dice.logNormal(1, 1.4);
      cumulative[i] = sum;
      period[i] = dice.between(90, 500);
      phase[i] = dice.uniform();
    }
  }

  /** What season and wave make of the category on that day, a factor around 1. */
  double factor(Leaf leaf, LocalDate day) {
    int place = (int) Math.floorMod(day.toEpochDay(), (long) DAYS_KEPT);
    Factors factors = kept[place];
    if (factors == null || factors.epochDay != day.toEpochDay()) {
      double[] byLeaf = new double[tree.size()];
      for (int i = 0; i < byLeaf.length; i++) {
        byLeaf[i] = compute(tree.leaf(i), day);
      }
      factors = new Factors(day.toEpochDay(), byLeaf);
      kept[place] = factors;
    }
    return factors.byLeaf[leaf.index()];
  }

  private double compute(Leaf leaf, LocalDate day) {
    double turn = day.toEpochDay() / period[leaf.index()] + phase[leaf.index()];
    double wave = StrictMath.exp(WAVE * StrictMath.sin(2 * StrictMath.PI * turn));
    return leaf.season().factor(day) * wave;
  }

  /** A category, drawn by its popularity on that day. */
  Leaf draw(LocalDate day, Dice dice) {
    double largest = Season.largest() * StrictMath.exp(WAVE);
    while (true) {
      double place = dice.uniform() * cumulative[cumulative.length - 1];
      int found = Arrays.binarySearch(cumulative, place);
      Leaf leaf = tree.leaf(found >= 0 ? found : Math.min(-found - 1, cumulative.length - 1));
      if (dice.chance(factor(leaf, day) / largest)) {
        return leaf;
      }
    }
  }
}
