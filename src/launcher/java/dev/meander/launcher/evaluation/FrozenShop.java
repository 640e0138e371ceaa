package dev.meander.launcher.evaluation;

import dev.meander.scoring.names.NameVectors;
import dev.meander.statistics.FeatureSchema;
import dev.meander.statistics.NameLikeness;
import dev.meander.statistics.Runs;
import dev.meander.statistics.ShopCounts;
import dev.meander.statistics.ShopForm;
import dev.meander.statistics.ShopStatistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * A set's people as runs, and the statistics of what was visible of them.
 *
 * @param people in the set's order
 */
public record FrozenShop(CategoryNumbers numbers, List<Runs> people, ShopStatistics statistics) {

  /** How many runs of a person may be counted. */
  public interface Visible {
    int runs(int person, Runs runs);
  }

  /** What the names of categories are like. */
  public interface Naming {

    /** Nobody looks. */
    Naming NONE = _ -> NameLikeness.NONE;

    /** As a schema asks for it: the service's own code. */
    static Naming of(FeatureSchema schema, NameVectors vectors) {
      return schema == FeatureSchema.NAMES ? names -> vectors.of(names).likeness() : NONE;
    }

    /**
     * Compares.
     *
     * @param names by number
     */
    NameLikeness like(List<String> names);
  }

  /** Of runs that start before a moment. */
  public static Visible before(long millis) {
    return (person, runs) -> runs.before(millis);
  }

  /**
   * Counts a set, without a look at names.
   *
   * @throws IllegalArgumentException when nothing is visible
   */
  public static FrozenShop of(ShopForm form, List<BenchPerson> set, Visible visible) {
    return of(form, set, visible, Naming.NONE);
  }

  /**
   * Counts a set.
   *
   * @throws IllegalArgumentException when nothing is visible
   */
  public static FrozenShop of(
      ShopForm form, List<BenchPerson> set, Visible visible, Naming naming) {
    CategoryNumbers every = new CategoryNumbers(new TreeSet<>());
    TreeSet<String> known = new TreeSet<>();
    List<long[]> starts = new ArrayList<>();
    for (int person = 0; person < set.size(); person++) {
      Runs runs = set.get(person).runs(form, every::of);
      int seen = visible.runs(person, runs);
      long[] start = new long[seen];
      for (int k = 0; k < seen; k++) {
        known.add(every.name(runs.category(k)));
        start[k] = runs.start(k);
      }
      starts.add(start);
    }
    if (known.isEmpty()) {
      throw new IllegalArgumentException("the set is too small: nothing happened before its split");
    }
    CategoryNumbers numbers = new CategoryNumbers(known);
    long recentFrom = lastQuarter(starts);
    ShopCounts counts = new ShopCounts(form, numbers.known(), recentFrom);
    List<Runs> people = new ArrayList<>();
    for (int person = 0; person < set.size(); person++) {
      Runs runs = set.get(person).runs(form, numbers::of);
      people.add(runs);
      counts.add(person, runs, visible.runs(person, runs));
    }
    NameLikeness likeness = naming.like(List.copyOf(known));
    return new FrozenShop(numbers, people, counts.snapshot(likeness));
  }

  /** From when on the latest quarter of the runs began. */
  private static long lastQuarter(List<long[]> starts) {
    long[] sorted = starts.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    return ShopCounts.latestQuarter(sorted);
  }
}
