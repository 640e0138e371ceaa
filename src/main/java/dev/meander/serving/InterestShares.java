package dev.meander.serving;

import dev.meander.interest.CategoryInterest;
import dev.meander.interest.InterestProfile;
import dev.meander.interest.Trend;
import java.util.ArrayList;
import java.util.List;

/**
 * Interests as shares. The weight of a category is its weekly sum over the sum of all positive
 * weekly sums; categories whose weekly sum is not positive are left out. Profiles are bit-equal for
 * equal events and rounding comes last, so weights don't depend on the order of arrival.
 */
final class InterestShares {

  private static final double LEAST_CHANGE = 0.02;
  private static final double LEAST_RELATIVE_CHANGE = 0.2;

  private InterestShares() {}

  static InterestView.Interests of(InterestProfile profile) {
    double weekly = Math.max(0, profile.otherWeekly());
    double monthly = 0;
    for (CategoryInterest category : profile.categories()) {
      weekly += Math.max(0, category.weekly());
      monthly += Math.max(0, category.monthly());
    }
    List<InterestView.Interest> interests = new ArrayList<>(profile.categories().size());
    for (CategoryInterest category : profile.categories()) {
      if (category.weekly() > 0) {
        interests.add(
            new InterestView.Interest(
                category.category(),
                Rounding.share(category.weekly() / weekly),
                trend(
                    category.weekly() / weekly,
                    monthly > 0 ? category.monthly() / monthly : Double.NaN),
                category.lastSeenAt(),
                category.events()));
      }
    }
    double other = weekly > 0 ? Math.max(0, profile.otherWeekly()) / weekly : 1;
    return new InterestView.Interests(interests, Rounding.share(other));
  }

  /**
   * Emerging or fading where the shares differ by more than 0.02 and by more than a fifth of the
   * lasting one: the rule that evolution applies to the share to come.
   *
   * @param recent share with a half-life of a week
   * @param lasting share with a half-life of four weeks; no number where nothing is positive
   */
  private static Trend trend(double recent, double lasting) {
    double before = Math.max(0, lasting);
    double change = recent - before;
    if (Math.abs(change) > Math.max(LEAST_CHANGE, LEAST_RELATIVE_CHANGE * before)) {
      return change > 0 ? Trend.EMERGING : Trend.FADING;
    }
    return Trend.STABLE;
  }
}
