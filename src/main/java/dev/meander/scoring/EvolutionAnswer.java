package dev.meander.scoring;

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

  /** g(d) for each day. */
  private static final double[] TAKEN_OVER = new double[DAYS + 1];

  static {
    for (int day = 1; day <= DAYS; day++) {
      TAKEN_OVER[day] = 1 - Math.pow(2, -day / HALF_LIFE_DAYS);
    }
  }

  private EvolutionAnswer() {}

  static Evolution of(
      InterestProfile profile, CandidateSet candidates, Prediction prediction, Bands bands) {
    List<Integer> largest = new ArrayList<>();
    for (int i = 0; i < candidates.size(); i++) {
      if (candidates.get(i).weekly() > 0) {
        largest.add(i);
      }
    }
    largest.sort(
        Comparator.comparingDouble((Integer i) -> -candidates.get(i).weekly())
            .thenComparing(i -> candidates.get(i).category()));
    LocalDate last = profile.lastEventAt().atZone(ZoneOffset.UTC).toLocalDate();
    List<LocalDate> ahead = last.datesUntil(last.plusDays(DAYS + 1)).skip(1).toList();
    List<CategoryEvolution> categories = new ArrayList<>();
    for (int i : largest.subList(0, Math.min(MOST_CATEGORIES, largest.size()))) {
      CandidateSet.Candidate candidate = candidates.get(i);
      double[] expected = expected(candidate.weekly(), i, prediction);
      categories.add(
          new CategoryEvolution(
              candidate.category(),
              trend(candidate.monthly(), expected[DAYS - 1]),
              history(profile.days(), candidates, i),
              forecast(ahead, expected, bands)));
    }
    return new Evolution(categories);
  }

  /** Expected weights for days 1 to {@link #DAYS}. */
  static double[] expected(double now, int candidate, Prediction prediction) {
    double[] activity = new double[Heads.HORIZONS.size()];
    for (int i = 0; i < activity.length; i++) {
      activity[i] = prediction.evolution()[i][candidate];
    }
    return expected(now, activity, prediction.comeBack());
  }

  /**
   * The same.
   *
   * @param activity share of it by horizon, given that there is any
   * @param comeBack probability of any by horizon
   */
  static double[] expected(double now, double[] activity, double[] comeBack) {
    double[] expected = new double[DAYS];
    for (int day = 1; day <= DAYS; day++) {
      double back = Horizons.at(comeBack, day);
      expected[day - 1] =
          Finite.within(0, now + back * TAKEN_OVER[day] * (Horizons.at(activity, day) - now), 1);
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

  private static List<DayWeight> history(
      List<DayInterest> days, CandidateSet candidates, int candidate) {
    List<DayWeight> history = new ArrayList<>(days.size());
    for (int i = 0; i < days.size(); i++) {
      DayInterest day = days.get(i);
      int[] places = candidates.trajectory(i);
      double weight = 0;
      for (int k = 0; k < places.length; k++) {
        if (places[k] == candidate) {
          weight = Finite.within(0, day.shares().get(k).share(), 1);
        }
      }
      history.add(new DayWeight(day.day(), weight));
    }
    return history;
  }

  private static List<DayForecast> forecast(List<LocalDate> ahead, double[] expected, Bands bands) {
    List<DayForecast> forecast = new ArrayList<>(expected.length);
    for (int day = 1; day <= expected.length; day++) {
      double weight = expected[day - 1];
      forecast.add(
          new DayForecast(
              ahead.get(day - 1), weight, bands.lower(weight, day), bands.upper(weight, day)));
    }
    return forecast;
  }
}
