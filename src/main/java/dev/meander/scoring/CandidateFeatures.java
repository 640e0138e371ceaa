package dev.meander.scoring;

import dev.meander.event.CategoryPath;
import dev.meander.interest.CategoryInterest;
import dev.meander.interest.CategoryShare;
import dev.meander.interest.DayInterest;
import dev.meander.interest.InterestProfile;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fills the columns of {@link Feature}; the one implementation, for training and for serving. */
final class CandidateFeatures {
  private static final double SMALL_SHARE = 1e-3;
  private static final double HOUR_MILLIS = 3_600_000;
  private static final double MINUTE_MILLIS = 60_000;
  private static final double NEVER_HOURS = 9;
  private static final int EVOLUTION_HEAD = 1;
  private static final int SLOPE_DAYS = 7;

  private final InterestProfile profile;
  private final CandidateSet candidates;
  private final History history;
  private final Prediction baseline;
  private final float[] values;
  private final double pauseMillis;
  private final double[] decayTotals = new double[Visits.DECAY_RUNS.length];
  private final int[] activeDays;
  private final double[] slopes;
  private final int[] followed;
  private int base;

  private CandidateFeatures(InterestProfile profile, CandidateSet candidates, Prediction baseline) {
    this.profile = profile;
    this.candidates = candidates;
    this.history = candidates.history();
    this.baseline = baseline;
    this.values = new float[candidates.size() * Feature.COUNT];
    this.pauseMillis = meanPause(history.runs());
    for (Visits visits : history.visits().values()) {
      for (int i = 0; i < decayTotals.length; i++) {
        decayTotals[i] += visits.decayed[i];
      }
    }
    this.activeDays = new int[candidates.size()];
    this.slopes = new double[candidates.size()];
    this.followed = new int[candidates.size()];
    readTrajectory(profile.days());
    readSuccessors();
  }

  /** The matrix {@code [C][F]}, row by row. */
  static float[] of(InterestProfile profile, CandidateSet candidates, Prediction baseline) {
    CandidateFeatures features = new CandidateFeatures(profile, candidates, baseline);
    float[] person = PersonColumns.of(candidates, features.pauseMillis);
    for (int i = 0; i < candidates.size(); i++) {
      features.base = i * Feature.COUNT;
      features.fill(i);
      System.arraycopy(
          person, 0, features.values, features.base + Feature.PERSON_RUNS.column(), person.length);
    }
    return features.values;
  }

  private static double meanPause(List<Run> runs) {
    if (runs.size() < 2) {
      return 24 * HOUR_MILLIS;
    }
    return Math.max(
        (double) (runs.getLast().start() - runs.getFirst().start()) / (runs.size() - 1),
        MINUTE_MILLIS);
  }

  private void readTrajectory(List<DayInterest> days) {
    if (days.isEmpty()) {
      return;
    }
    LocalDate early = days.getLast().day().minusDays(SLOPE_DAYS);
    int before = 0;
    for (int day = 0; day < days.size(); day++) {
      for (int candidate : candidates.trajectory(day)) {
        if (candidate >= 0) {
          activeDays[candidate]++;
        }
      }
      if (!days.get(day).day().isAfter(early)) {
        before = day;
      }
    }
    addSlopes(days.getLast().shares(), candidates.trajectory(days.size() - 1), 1);
    addSlopes(days.get(before).shares(), candidates.trajectory(before), -1);
  }

  private void addSlopes(List<CategoryShare> shares, int[] places, int sign) {
    for (int k = 0; k < places.length; k++) {
      if (places[k] >= 0) {
        slopes[places[k]] += sign * shares.get(k).share();
      }
    }
  }

  private void readSuccessors() {
    Visits current = currentVisits();
    if (current != null) {
      current.successors.forEach(
          (category, times) -> {
            int candidate = candidates.indexOf(category);
            if (candidate >= 0) {
              followed[candidate] = times;
            }
          });
    }
  }

  private @Nullable Visits currentVisits() {
    return candidates.current() < 0 ? null : candidates.get(candidates.current()).visits();
  }

  private void fill(int index) {
    CandidateSet.Candidate candidate = candidates.get(index);
    CategoryPath category = candidate.category();
    Visits visits = candidate.visits();
    CategoryInterest interest = candidate.interest();
    put(Feature.OWN, candidate.own() ? 1 : 0);
    put(Feature.CURRENT, index == candidates.current() ? 1 : 0);
    put(
        Feature.RECENCY_RANK,
        Math.log1p(visits == null ? history.visits().size() : visits.recencyRank));
    put(Feature.DAILY_SHARE, logShare(candidate.daily()));
    put(Feature.WEEKLY_SHARE, logShare(candidate.weekly()));
    put(Feature.MONTHLY_SHARE, logShare(candidate.monthly()));
    put(
        Feature.EVENTS_EVER,
        interest != null
            ? Math.log1p((double) Math.max(0, interest.events()))
            : visits != null ? Math.log1p(visits.events) : 0);
    double sinceMillis =
        interest == null
            ? Double.NaN
            : Math.max(
                0.0,
                (double) profile.lastEventAt().toEpochMilli()
                    - interest.lastSeenAt().toEpochMilli());
    putVisits(visits, sinceMillis);
    putTransitions(index);
    double popularity = Finite.within(0, candidate.popularity(), 1);
    put(Feature.POPULARITY, Math.log(1e-5 + popularity));
    double runs = visits == null ? 0 : visits.runs;
    put(
        Feature.LIFT,
        Finite.within(
            -8,
            Math.log(
                (runs + 5 * popularity + 1e-3)
                    / ((history.runs().size() + 5.0) * (popularity + 1e-4))),
            8));
    put(Feature.SIBLING_SHARE, logShare(candidate.siblingShare()));
    put(Feature.SIBLING_OF_CURRENT, isSiblingOfCurrent(category) ? 1 : 0);
    put(Feature.ACTIVE_DAYS, activeDays[index] / Math.max(1.0, profile.days().size()));
    put(Feature.SLOPE, slopes[index]);
    put(Feature.BASELINE_STEP, Math.log(1e-6 + baseline.migration()[0][index]));
    put(Feature.BASELINE_EVOLUTION, Math.log(1e-6 + baseline.evolution()[EVOLUTION_HEAD][index]));
  }

  private void putVisits(@Nullable Visits visits, double sinceMillis) {
    int runs = history.runs().size();
    if (visits == null) {
      put(Feature.RUNS_SINCE, Math.log1p(runs + 2.0));
      boolean never = Double.isNaN(sinceMillis);
      put(Feature.HOURS_SINCE, never ? NEVER_HOURS : Math.log1p(sinceMillis / HOUR_MILLIS));
      put(Feature.TIME_SINCE_RELATIVE, never ? 6 : relative(sinceMillis, pauseMillis, 6));
      put(Feature.DECAY_3, logShare(0));
      put(Feature.DECAY_10, logShare(0));
      put(Feature.DECAY_40, logShare(0));
      return;
    }
    double since =
        Double.isNaN(sinceMillis)
            ? Math.max(0.0, (double) (profile.lastEventAt().toEpochMilli() - visits.lastEnd))
            : sinceMillis;
    put(Feature.RUNS_SINCE, Math.log1p(runs - 1.0 - visits.lastRun));
    put(Feature.HOURS_SINCE, Math.log1p(since / HOUR_MILLIS));
    put(Feature.TIME_SINCE_RELATIVE, relative(since, pauseMillis, 6));
    put(Feature.VISITS, Math.log1p(visits.runs));
    put(Feature.DECAY_3, logShare(visits.decayed[0] / decayTotals[0]));
    put(Feature.DECAY_10, logShare(visits.decayed[1] / decayTotals[1]));
    put(Feature.DECAY_40, logShare(visits.decayed[2] / decayTotals[2]));
    put(Feature.IN_SESSION, Math.log1p(visits.runsInNewestSession));
    put(Feature.SESSION_SHARE, (double) visits.sessions / history.sessions());
    double ownMean = (double) history.events() / runs;
    put(
        Feature.RUN_LENGTH,
        Finite.within(-4, Math.log((double) visits.events / visits.runs / ownMean), 4));
    put(Feature.STRONG_SHARE, visits.strong / (visits.events + 1.0));
    put(Feature.PURCHASE_SHARE, visits.purchases / (visits.events + 1.0));
    put(Feature.DWELL_SHARE, visits.dwellMillis / (history.dwellMillis() + 1));
    if (visits.runs > 1) {
      double between = (double) (visits.lastStart - visits.firstStart) / (visits.runs - 1);
      put(Feature.PERIOD, relative(since, between, 4));
    }
  }

  private void putTransitions(int index) {
    Visits current = currentVisits();
    if (current != null) {
      put(Feature.SUCCESSOR_SHARE, followed[index] / (current.departures + 1.0));
      put(Feature.SUCCESSOR_COUNT, Math.log1p(followed[index]));
    }
  }

  private boolean isSiblingOfCurrent(CategoryPath category) {
    if (candidates.current() < 0) {
      return false;
    }
    List<String> one = category.levels();
    List<String> other = candidates.get(candidates.current()).category().levels();
    return one.size() > 1
        && one.size() == other.size()
        && one.subList(0, one.size() - 1).equals(other.subList(0, other.size() - 1));
  }

  private static double relative(double millis, double toMillis, double bound) {
    return Finite.within(
        -bound, Math.log((millis + MINUTE_MILLIS) / (toMillis + MINUTE_MILLIS)), bound);
  }

  private static double logShare(double share) {
    return Math.log(SMALL_SHARE + Finite.within(0, share, 1));
  }

  private void put(Feature feature, double value) {
    values[base + feature.column()] = (float) Finite.within(-1e6, value, 1e6);
  }
}
