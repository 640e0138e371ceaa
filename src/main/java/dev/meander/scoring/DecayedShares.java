package dev.meander.scoring;

import dev.meander.event.CategoryPath;
import dev.meander.interest.CategoryInterest;
import dev.meander.interest.InterestProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The decayed sums of a profile as shares: negative sums count as nothing. */
final class DecayedShares {
  private record Shares(double daily, double weekly, double monthly) {
    static final Shares NONE = new Shares(0, 0, 0);
  }

  private final Map<CategoryPath, Shares> shares;
  private final Map<List<String>, Double> byParent;

  private DecayedShares(Map<CategoryPath, Shares> shares, Map<List<String>, Double> byParent) {
    this.shares = shares;
    this.byParent = byParent;
  }

  static DecayedShares of(InterestProfile profile) {
    double daily = 0;
    double weekly = positive(profile.otherWeekly());
    double monthly = 0;
    for (CategoryInterest interest : profile.categories()) {
      daily += positive(interest.daily());
      weekly += positive(interest.weekly());
      monthly += positive(interest.monthly());
    }
    Map<CategoryPath, Shares> shares = HashMap.newHashMap(profile.categories().size());
    Map<List<String>, Double> byParent = new HashMap<>();
    for (CategoryInterest interest : profile.categories()) {
      Shares share =
          new Shares(
              share(interest.daily(), daily),
              share(interest.weekly(), weekly),
              share(interest.monthly(), monthly));
      shares.put(interest.category(), share);
      List<String> levels = interest.category().levels();
      if (levels.size() > 1) {
        byParent.merge(levels.subList(0, levels.size() - 1), share.weekly(), Double::sum);
      }
    }
    return new DecayedShares(shares, byParent);
  }

  private static double positive(double sum) {
    // Far below the largest double, so that a sum of 200 of them is finite.
    return Finite.within(0, sum, 1e100);
  }

  private static double share(double sum, double total) {
    return total > 0 ? positive(sum) / total : 0;
  }

  double daily(CategoryPath category) {
    return shares.getOrDefault(category, Shares.NONE).daily();
  }

  double weekly(CategoryPath category) {
    return shares.getOrDefault(category, Shares.NONE).weekly();
  }

  double monthly(CategoryPath category) {
    return shares.getOrDefault(category, Shares.NONE).monthly();
  }

  /** Weekly share under each parent of the shop's popular categories, by the parent's number. */
  double[] byParent(PopularCategories popular) {
    double[] families = new double[popular.parents()];
    byParent.forEach(
        (levels, share) -> {
          int parent = popular.parentNumberOf(levels);
          if (parent != PopularCategories.NO_PARENT) {
            families[parent] = share;
          }
        });
    return families;
  }

  /** Weekly share of the other categories under the same parent; 0 at the root of the tree. */
  double siblings(CategoryPath category) {
    List<String> levels = category.levels();
    if (levels.size() < 2) {
      return 0;
    }
    double family = byParent.getOrDefault(levels.subList(0, levels.size() - 1), 0.0);
    return Finite.within(0, family - weekly(category), 1);
  }
}
