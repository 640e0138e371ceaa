package dev.meander.scoring;

import dev.meander.interest.DayInterest;
import dev.meander.interest.InterestProfile;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The formula that serves without a model, and from which the model starts. No parameter of it is
 * trained.
 *
 * <p><b>Next runs.</b> With probability ν the run goes where the person has never been, else it
 * returns. ν is the person's own rate of first visits, (1 + first visits among the newest 20 runs)
 * over (2 + those runs), within [0.02, 0.98]; 1 where there is nothing to return to. Returning
 * splits by a mixture of the person's visits decayed over 3, 10 and 40 runs and the monthly share;
 * for the first step without the current category. What is new splits by the shop's popularity; the
 * popularity of what is no candidate stays with the rest.
 *
 * <p><b>Within days.</b> The same with ν by events instead of runs, and returning by a mixture of
 * the daily, weekly and monthly shares that grows slower with the horizon.
 *
 * <p><b>Coming back.</b> 1 - exp(-λ h), with λ the person's active days over the trajectory's
 * length, smoothed with one active day in 14.
 */
final class BaselineFormula {
  private static final double MIN_NOVEL = 0.02;
  private static final double MAX_NOVEL = 0.98;
  private static final int NOVELTY_WINDOW = 20;

  /** Weights of the decays over 3, 10 and 40 runs and of the monthly share, by step. */
  private static final double[][] STEP_MIX = {
    {0.25, 0.35, 0.25, 0.15}, {0.25, 0.35, 0.25, 0.15}, {0.20, 0.35, 0.30, 0.15}
  };

  /** Weights of the daily, weekly and monthly shares within 1, 3, 7 and 28 days. */
  private static final double[] MIX_1 = {0.40, 0.35, 0.25};

  private static final double[] MIX_3 = {0.30, 0.35, 0.35};
  private static final double[] MIX_7 = {0.20, 0.35, 0.45};
  private static final double[] MIX_28 = {0.10, 0.25, 0.65};
  private static final double[][] DAY_MIX = {MIX_1, MIX_3, MIX_7};
  private static final double[][] HORIZON_MIX = {MIX_1, MIX_7, MIX_28};

  private static final double PRIOR_DAYS = 14;

  private BaselineFormula() {}

  static Prediction predict(InterestProfile profile, CandidateSet candidates) {
    History history = candidates.history();
    int runs = history.runs().size();
    double novelRun = novelty(history.firstVisits(NOVELTY_WINDOW), Math.min(NOVELTY_WINDOW, runs));
    double novelEvent = novelRun * runs / Math.max(1.0, history.events());
    double[][] migration = new double[Heads.MIGRATION][];
    for (int step = 0; step < Heads.STEPS; step++) {
      int without = step == 0 ? candidates.current() : -1;
      migration[step] =
          mixed(candidates, returningRuns(candidates, STEP_MIX[step], without), novelRun, without);
    }
    for (int i = 0; i < DAY_MIX.length; i++) {
      migration[Heads.STEPS + i] =
          mixed(candidates, returningDays(candidates, DAY_MIX[i]), novelEvent, -1);
    }
    double[][] evolution = new double[HORIZON_MIX.length][];
    for (int i = 0; i < HORIZON_MIX.length; i++) {
      evolution[i] = mixed(candidates, returningDays(candidates, HORIZON_MIX[i]), novelEvent, -1);
    }
    return new Prediction(migration, evolution, comeBack(profile.days()));
  }

  private static double novelty(int firstVisits, int runs) {
    return Finite.within(MIN_NOVEL, (firstVisits + 1.0) / (runs + 2.0), MAX_NOVEL);
  }

  private static double[] returningRuns(CandidateSet candidates, double[] mix, int without) {
    double[] weights = new double[candidates.size()];
    for (int part = 0; part < Visits.DECAY_RUNS.length; part++) {
      double[] decayed = new double[candidates.size()];
      for (int i = 0; i < decayed.length; i++) {
        Visits visits = candidates.get(i).visits();
        decayed[i] = visits == null || i == without ? 0 : visits.decayed[part];
      }
      add(weights, decayed, mix[part]);
    }
    double[] monthly = new double[candidates.size()];
    for (int i = 0; i < monthly.length; i++) {
      monthly[i] = i == without ? 0 : candidates.get(i).monthly();
    }
    add(weights, monthly, mix[Visits.DECAY_RUNS.length]);
    return weights;
  }

  private static double[] returningDays(CandidateSet candidates, double[] mix) {
    double[] weights = new double[candidates.size()];
    for (int i = 0; i < weights.length; i++) {
      CandidateSet.Candidate candidate = candidates.get(i);
      weights[i] =
          mix[0] * candidate.daily() + mix[1] * candidate.weekly() + mix[2] * candidate.monthly();
    }
    return weights;
  }

  /** Adds {@code part}, scaled to sum to {@code weight}. */
  private static void add(double[] weights, double[] part, double weight) {
    double total = CompensatedSum.of(part);
    if (total > 0) {
      for (int i = 0; i < weights.length; i++) {
        weights[i] += weight * part[i] / total;
      }
    }
  }

  private static double[] mixed(
      CandidateSet candidates, double[] returning, double novelty, int without) {
    double[] mixed = new double[candidates.size() + 1];
    double back = CompensatedSum.of(returning);
    double novel = back > 0 ? novelty : 1;
    double known = 0;
    for (int i = 0; i < candidates.size(); i++) {
      if (candidates.get(i).own()) {
        known += candidates.get(i).popularity();
      }
    }
    double unknown = Math.max(1 - known, 1e-9);
    double left = 1;
    for (int i = 0; i < candidates.size(); i++) {
      double p = back > 0 ? (1 - novel) * returning[i] / back : 0;
      if (!candidates.get(i).own() && i != without) {
        p += novel * Math.min(1, candidates.get(i).popularity() / unknown);
      }
      mixed[i] = Finite.within(0, p, left);
      left -= mixed[i];
    }
    mixed[candidates.size()] = Math.max(0, left);
    return mixed;
  }

  private static double[] comeBack(List<DayInterest> days) {
    double span =
        days.isEmpty() ? 0 : ChronoUnit.DAYS.between(days.getFirst().day(), days.getLast().day());
    double rate = (Math.max(0, days.size() - 1) + 1) / (span + PRIOR_DAYS);
    double[] comeBack = new double[Heads.HORIZONS.size()];
    for (int i = 0; i < comeBack.length; i++) {
      comeBack[i] = 1 - Math.exp(-rate * Heads.HORIZONS.get(i));
    }
    return comeBack;
  }
}
