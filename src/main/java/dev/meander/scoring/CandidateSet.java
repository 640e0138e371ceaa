package dev.meander.scoring;

import dev.meander.event.CategoryPath;
import dev.meander.interest.CategoryInterest;
import dev.meander.interest.CategoryShare;
import dev.meander.interest.InterestProfile;
import dev.meander.interest.ShopPopularity;
import java.util.ArrayList;
import java.util.Comparator;
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
final class CandidateSet {
  static final int MAX_OWN = 64;
  static final int MAX_NOVEL = 32;

  /** Most candidates of one person. */
  static final int MAX = MAX_OWN + MAX_NOVEL;

  private static final int BY_WEIGHT_FIRST = 24;
  private static final int BY_RECENCY_THEN = 56;

  /** How much more a category counts when the person is at home under its parent. */
  private static final double SIBLING_BONUS = 8;

  /** What is known of one candidate; visits and interest are null where the person has none. */
  record Candidate(
      CategoryPath category,
      @Nullable Visits visits,
      @Nullable CategoryInterest interest,
      double popularity,
      double siblingShare) {
    boolean own() {
      return visits != null || interest != null;
    }
  }

  private final History history;
  private final List<Candidate> candidates;
  private final Map<CategoryPath, Integer> indexes = new HashMap<>();
  private final DecayedShares shares;
  private final int current;

  private CandidateSet(History history, List<Candidate> candidates, DecayedShares shares) {
    this.history = history;
    this.candidates = List.copyOf(candidates);
    this.shares = shares;
    for (int i = 0; i < candidates.size(); i++) {
      indexes.put(candidates.get(i).category(), i);
    }
    this.current = history.current().map(this::indexOf).orElse(-1);
  }

  static CandidateSet of(InterestProfile profile, ShopPopularity popularity) {
    History history = History.of(profile);
    DecayedShares shares = DecayedShares.of(profile);
    Map<CategoryPath, CategoryInterest> interests =
        LinkedHashMap.newLinkedHashMap(profile.categories().size());
    profile.categories().forEach(interest -> interests.put(interest.category(), interest));
    Map<CategoryPath, Double> popular = HashMap.newHashMap(popularity.categories().size());
    for (CategoryShare share : popularity.categories()) {
      popular.put(share.category(), Finite.orZero(share.share()));
    }
    List<Candidate> candidates = new ArrayList<>();
    for (CategoryPath category : own(history, interests)) {
      candidates.add(
          new Candidate(
              category,
              history.visits().get(category),
              interests.get(category),
              popular.getOrDefault(category, 0.0),
              shares.siblings(category)));
    }
    List<Candidate> novel = new ArrayList<>();
    popular.forEach(
        (category, share) -> {
          if (!history.visits().containsKey(category) && !interests.containsKey(category)) {
            novel.add(new Candidate(category, null, null, share, shares.siblings(category)));
          }
        });
    novel.sort(
        Comparator.comparingDouble(CandidateSet::promise)
            .reversed()
            .thenComparing(Candidate::category));
    candidates.addAll(novel.subList(0, Math.min(MAX_NOVEL, novel.size())));
    return new CandidateSet(history, candidates, shares);
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

  private static double promise(Candidate candidate) {
    return candidate.popularity() * (1 + SIBLING_BONUS * candidate.siblingShare());
  }

  int size() {
    return candidates.size();
  }

  Candidate get(int index) {
    return candidates.get(index);
  }

  /** Place of the category, -1 where it is no candidate. */
  int indexOf(CategoryPath category) {
    return indexes.getOrDefault(category, -1);
  }

  /** Place of the category of the newest run, -1 where the person has no run. */
  int current() {
    return current;
  }

  History history() {
    return history;
  }

  DecayedShares shares() {
    return shares;
  }
}
