package dev.meander.scoring;

import dev.meander.event.CategoryPath;
import dev.meander.interest.CategoryShare;
import dev.meander.interest.DayInterest;
import dev.meander.interest.Evolution;
import dev.meander.interest.Evolution.CategoryEvolution;
import dev.meander.interest.Evolution.DayForecast;
import dev.meander.interest.Evolution.DayWeight;
import dev.meander.interest.InterestProfile;
import dev.meander.interest.Trend;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Tells a {@link Prediction} as an {@link Evolution}.
 *
 * <p>The weight of a category is its share of the weekly sums. Nothing changes it while the person
 * stays away. Once they are back, activity at the rate that made the present sum has taken over
 * g(d) = 1 - 2^(-d/7) of it after d days. So the expected weight is v(d) = v(0) + r(d) g(d) (s(d) -
 * v(0)), where r(d) is the probability of coming back within d days and s(d) the predicted share of
 * the activity in that time.
 *
 * <p>The trend compares v(28) with the share of the monthly sums, where the interest comes from: it
 * is emerging or fading where they differ by more than 0.02 and by more than a fifth of the latter.
 */
final class EvolutionAnswer {
  static final int DAYS = 28;
  private static final int MOST_CATEGORIES = 20;
  private static final double HALF_LIFE_DAYS = 7;
  private static final double LEAST_CHANGE = 0.02;
  private static final double LEAST_RELATIVE_CHANGE = 0.2;

  private EvolutionAnswer() {}

  static Evolution of(
      InterestProfile profile, CandidateSet candidates, Prediction prediction, Bands bands) {
    DecayedShares shares = candidates.shares();
    List<Integer> largest = new ArrayList<>();
    for (int i = 0; i < candidates.size(); i++) {
      if (shares.weekly(candidates.get(i).category()) > 0) {
        largest.add(i);
      }
    }
    largest.sort(
        Comparator.comparingDouble((Integer i) -> -shares.weekly(candidates.get(i).category()))
            .thenComparing(i -> candidates.get(i).category()));
    List<CategoryEvolution> categories = new ArrayList<>();
    for (int i : largest.subList(0, Math.min(MOST_CATEGORIES, largest.size()))) {
      CategoryPath category = candidates.get(i).category();
      double now = shares.weekly(category);
      double[] ahead = expected(now, i, prediction);
      categories.add(
          new CategoryEvolution(
              category,
              trend(shares.monthly(category), ahead[DAYS - 1]),
              history(profile.days(), category),
              forecast(profile.lastEventAt().atZone(ZoneOffset.UTC).toLocalDate(), ahead, bands)));
    }
    return new Evolution(categories);
  }

  /** Expected weights for days 1 to {@link #DAYS}. */
  static double[] expected(double now, int candidate, Prediction prediction) {
    double[] activity = new double[Heads.HORIZONS.size()];
    for (int i = 0; i < activity.length; i++) {
      activity[i] = prediction.evolution()[i][candidate];
    }
    double[] expected = new double[DAYS];
    for (int day = 1; day <= DAYS; day++) {
      double taken = 1 - Math.pow(2, -day / HALF_LIFE_DAYS);
      double back = Horizons.at(prediction.comeBack(), day);
      expected[day - 1] =
          Finite.within(0, now + back * taken * (Horizons.at(activity, day) - now), 1);
    }
    return expected;
  }

  static Trend trend(double before, double ahead) {
    double change = ahead - before;
    if (Math.abs(change) <= Math.max(LEAST_CHANGE, LEAST_RELATIVE_CHANGE * before)) {
      return Trend.STABLE;
    }
    return change > 0 ? Trend.EMERGING : Trend.FADING;
  }

  private static List<DayWeight> history(List<DayInterest> days, CategoryPath category) {
    List<DayWeight> history = new ArrayList<>();
    for (DayInterest day : days) {
      double weight = 0;
      for (CategoryShare share : day.shares()) {
        if (share.category().equals(category)) {
          weight = Finite.within(0, share.share(), 1);
        }
      }
      history.add(new DayWeight(day.day(), weight));
    }
    return history;
  }

  private static List<DayForecast> forecast(LocalDate last, double[] expected, Bands bands) {
    List<DayForecast> forecast = new ArrayList<>();
    for (int day = 1; day <= expected.length; day++) {
      double weight = expected[day - 1];
      forecast.add(
          new DayForecast(
              last.plusDays(day), weight, bands.lower(weight, day), bands.upper(weight, day)));
    }
    return forecast;
  }
}
