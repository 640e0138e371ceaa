package dev.meander.scoring;

import dev.meander.event.CategoryPath;
import dev.meander.interest.CategoryInterest;
import dev.meander.interest.CategoryShare;
import dev.meander.interest.DayInterest;
import dev.meander.interest.InterestProfile;
import dev.meander.interest.ShopPopularity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The categories that a person's interest may move to, with what is known of each: at most {@link
 * #MAX_OWN} of the person's own, then at most {@link #MAX_NOVEL} of the shop's that are new to
 * them. The order is a pure function of profile and popularity.
 */
final class CandidateSet implements Choices {
  static final int MAX_OWN = 64;
  static final int MAX_NOVEL = 32;

  /** Most candidates of one person. */
  static final int MAX = MAX_OWN + MAX_NOVEL;

  private static final int BY_WEIGHT_FIRST = 24;
  private static final int BY_RECENCY_THEN = 56;

  /** How much more a category counts when the person is at home under its parent. */
  private static final double SIBLING_BONUS = 8;

  /**
   * What is known of one candidate; visits and interest are null where the person has none.
   *
   * @param popularity share of all events of the shop
   * @param daily share of the sums with half-life 1 day
   * @param weekly share of the sums with half-life 7 days
   * @param monthly share of the sums with half-life 28 days
   * @param siblingShare weekly share of the others under the same parent
   */
  record Candidate(
      CategoryPath category,
      @Nullable Visits visits,
      @Nullable CategoryInterest interest,
      double popularity,
      double daily,
      double weekly,
      double monthly,
      double siblingShare) {
    boolean own() {
      return visits != null || interest != null;
    }
  }

  private final History history;
  private final List<Candidate> candidates;
  private final Map<CategoryPath, Integer> indexes;
  private final int[][] trajectory;
  private final int current;

  private CandidateSet(History history, List<Candidate> candidates, List<DayInterest> days) {
    this.history = history;
    this.candidates = candidates;
    this.indexes = HashMap.newHashMap(candidates.size());
    for (int i = 0; i < candidates.size(); i++) {
      indexes.put(candidates.get(i).category(), i);
    }
    this.current = history.current().map(this::indexOf).orElse(-1);
    this.trajectory = new int[days.size()][];
    for (int day = 0; day < trajectory.length; day++) {
      List<CategoryShare> shares = days.get(day).shares();
      trajectory[day] = new int[shares.size()];
      for (int k = 0; k < trajectory[day].length; k++) {
        trajectory[day][k] = indexOf(shares.get(k).category());
      }
    }
  }

  static CandidateSet of(InterestProfile profile, ShopPopularity popularity) {
    return of(profile, PopularCategories.of(popularity));
  }

  static CandidateSet of(InterestProfile profile, PopularCategories popular) {
    History history = History.of(profile);
    DecayedShares shares = DecayedShares.of(profile);
    Map<CategoryPath, CategoryInterest> interests =
        LinkedHashMap.newLinkedHashMap(profile.categories().size());
    profile.categories().forEach(interest -> interests.put(interest.category(), interest));
    List<Candidate> candidates = new ArrayList<>();
    for (CategoryPath category : own(history, interests)) {
      candidates.add(
          new Candidate(
              category,
              history.visits().get(category),
              interests.get(category),
              popular.share(category),
              shares.daily(category),
              shares.weekly(category),
              shares.monthly(category),
              shares.siblings(category)));
    }
    boolean[] known = new boolean[popular.size()];
    mark(known, popular, history.visits().keySet());
    mark(known, popular, interests.keySet());
    candidates.addAll(novel(popular, known, shares.byParent(popular)));
    return new CandidateSet(history, candidates, profile.days());
  }

  private static void mark(
      boolean[] known, PopularCategories popular, Iterable<CategoryPath> categories) {
    for (CategoryPath category : categories) {
      int number = popular.numberOf(category);
      if (number >= 0) {
        known[number] = true;
      }
    }
  }

  /** The most promising ones that are not known, then by path: their numbers are in that order. */
  private static List<Candidate> novel(
      PopularCategories popular, boolean[] known, double[] familyShares) {
    int[] best = new int[MAX_NOVEL];
    double[] promises = new double[MAX_NOVEL];
    int kept = 0;
    for (int number = 0; number < known.length; number++) {
      if (known[number]) {
        continue;
      }
      double promise =
          popular.share(number) * (1 + SIBLING_BONUS * siblingShare(popular, number, familyShares));
      if (kept == MAX_NOVEL && promise <= promises[kept - 1]) {
        continue;
      }
      int place = Math.min(kept, MAX_NOVEL - 1);
      while (place > 0 && promises[place - 1] < promise) {
        best[place] = best[place - 1];
        promises[place] = promises[place - 1];
        place--;
      }
      best[place] = number;
      promises[place] = promise;
      kept = Math.min(kept + 1, MAX_NOVEL);
    }
    List<Candidate> novel = new ArrayList<>(kept);
    for (int place = 0; place < kept; place++) {
      novel.add(
          new Candidate(
              popular.category(best[place]),
              null,
              null,
              popular.share(best[place]),
              0,
              0,
              0,
              siblingShare(popular, best[place], familyShares)));
    }
    return novel;
  }

  private static double siblingShare(PopularCategories popular, int number, double[] familyShares) {
    int parent = popular.parent(number);
    return parent == PopularCategories.NO_PARENT ? 0 : Finite.within(0, familyShares[parent], 1);
  }

  private static Set<CategoryPath> own(
      History history, Map<CategoryPath, CategoryInterest> interests) {
    Set<CategoryPath> chosen = new LinkedHashSet<>();
    addUpTo(chosen, BY_WEIGHT_FIRST, interests.keySet());
    history.current().ifPresent(chosen::add);
    addUpTo(chosen, BY_RECENCY_THEN, history.visits().keySet());
    addUpTo(chosen, MAX_OWN, interests.keySet());
    addUpTo(chosen, MAX_OWN, history.visits().keySet());
    return chosen;
  }

  private static void addUpTo(
      Set<CategoryPath> chosen, int most, Iterable<CategoryPath> categories) {
    for (CategoryPath category : categories) {
      if (chosen.size() >= most) {
        return;
      }
      chosen.add(category);
    }
  }

  @Override
  public int size() {
    return candidates.size();
  }

  @Override
  public CategoryPath category(int choice) {
    return candidates.get(choice).category();
  }

  @Override
  public boolean own(int choice) {
    return candidates.get(choice).own();
  }

  @Override
  public @Nullable Visits visits(int choice) {
    return candidates.get(choice).visits();
  }

  Candidate get(int index) {
    return candidates.get(index);
  }

  /** Place of the category, -1 where it is no candidate. */
  @Override
  public int indexOf(CategoryPath category) {
    return indexes.getOrDefault(category, -1);
  }

  /** Place of the category of the newest run, -1 where the person has no run. */
  @Override
  public int current() {
    return current;
  }

  History history() {
    return history;
  }

  /**
   * Which candidates the shares of a day of the trajectory are of, in their order; -1 for none.
   *
   * @param day place in {@link InterestProfile#days}
   */
  int[] trajectory(int day) {
    return trajectory[day];
  }
}
