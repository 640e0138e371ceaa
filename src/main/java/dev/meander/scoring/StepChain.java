package dev.meander.scoring;

import dev.meander.event.CategoryPath;
import java.util.Arrays;
import java.util.Map;

/**
 * Where a person goes from one category to the next, by their own transitions smoothed with where
 * they go at all.
 *
 * <p>With q the mean of the three step heads, n(a, b) how often the person went from a to b and
 * n(a) how often they left a: T(a, b) = (n(a, b) + κ q(b) / (1 - q(a))) / (n(a) + κ) for b other
 * than a, and T(a, a) = 0, since a run ends where the category changes. The categories that are no
 * candidate are one state, the rest; from there T(rest, b) = q(b). κ is {@link #SMOOTHING}.
 */
final class StepChain {
  static final double SMOOTHING = 4;

  private static final double SMALLEST = 1e-12;

  /** The person's departures from one candidate, by where they led; entries in parallel. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Observed(int departures, int[] to, double[] times) {
    static final Observed NONE = new Observed(0, new int[0], new double[0]);
  }

  private final double[] overall;
  private final Observed[] observed;

  StepChain(Choices candidates, Prediction prediction) {
    int states = candidates.size() + 1;
    overall = new double[states];
    for (int step = 0; step < Heads.STEPS; step++) {
      for (int i = 0; i < states; i++) {
        overall[i] += prediction.migration()[step][i] / Heads.STEPS;
      }
    }
    observed = new Observed[states];
    Arrays.fill(observed, Observed.NONE);
    for (int i = 0; i < candidates.size(); i++) {
      Visits visits = candidates.visits(i);
      if (visits != null && visits.departures > 0) {
        observed[i] = observed(candidates, visits);
      }
    }
  }

  private static Observed observed(Choices candidates, Visits visits) {
    int[] to = new int[visits.successors.size()];
    double[] times = new double[to.length];
    int next = 0;
    for (Map.Entry<CategoryPath, Integer> entry : visits.successors.entrySet()) {
      int index = candidates.indexOf(entry.getKey());
      to[next] = index < 0 ? candidates.size() : index;
      times[next++] = entry.getValue();
    }
    return new Observed(visits.departures, to, times);
  }

  private int rest() {
    return overall.length - 1;
  }

  private double elsewhere(int from) {
    return from == rest() ? 1 : Math.max(SMALLEST, 1 - overall[from]);
  }

  /**
   * The head reweighted by how much likelier each state is after {@code from} than at all, T(from,
   * b) / q(b); not normalised.
   */
  double[] after(int from, double[] head) {
    Observed seen = observed[from];
    double all = seen.departures() + SMOOTHING;
    double smooth = SMOOTHING / (elsewhere(from) * all);
    double[] weights = new double[head.length];
    for (int to = 0; to < head.length; to++) {
      weights[to] = head[to] * smooth;
    }
    for (int i = 0; i < seen.to().length; i++) {
      int to = seen.to()[i];
      weights[to] += head[to] * seen.times()[i] / (Math.max(SMALLEST, overall[to]) * all);
    }
    if (from != rest()) {
      weights[from] = 0;
    }
    return weights;
  }

  /** The distribution one run later, p T; sums to what {@code distribution} sums to, at most 1. */
  double[] advance(double[] distribution) {
    double[] next = new double[distribution.length];
    double[] smooth = new double[distribution.length];
    for (int from = 0; from < distribution.length; from++) {
      Observed seen = observed[from];
      double each = distribution[from] / (seen.departures() + SMOOTHING);
      smooth[from] = each * SMOOTHING / elsewhere(from);
      for (int i = 0; i < seen.to().length; i++) {
        next[seen.to()[i]] += each * seen.times()[i];
      }
    }
    double everywhere = CompensatedSum.of(smooth);
    for (int to = 0; to < next.length; to++) {
      double itself = to == rest() ? 0 : smooth[to];
      next[to] += overall[to] * Math.max(0, everywhere - itself);
    }
    double total = CompensatedSum.of(next);
    if (total > 1) {
      for (int i = 0; i < next.length; i++) {
        next[i] /= total;
      }
    }
    return next;
  }
}
