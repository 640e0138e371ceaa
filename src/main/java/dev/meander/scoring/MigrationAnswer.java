package dev.meander.scoring;

import dev.meander.interest.InterestProfile;
import dev.meander.interest.Migration;
import dev.meander.interest.Migration.Step;
import dev.meander.interest.Migration.Within;
import dev.meander.interest.ModelIdentity;
import dev.meander.interest.RankedCategory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells a {@link Prediction} as a {@link Migration}. */
final class MigrationAnswer {
  private static final int STEPS = 10;
  private static final int MOST_CANDIDATES = 20;

  private MigrationAnswer() {}

  /** Ranked by what makes the person's other predictions. */
  static Migration of(InterestProfile profile, Choices candidates, Prediction prediction) {
    return of(profile, candidates, prediction, null);
  }

  /**
   * Steps 1 to 3 are the heads; each later one is {@link StepChain#advance} of the one before.
   *
   * @param ranker see {@link Migration}
   */
  static Migration of(
      InterestProfile profile,
      Choices candidates,
      Prediction prediction,
      @Nullable ModelIdentity ranker) {
    StepChain chain = new StepChain(candidates, prediction);
    List<Step> steps = new ArrayList<>();
    double[] distribution = prediction.migration()[0];
    for (int step = 1; step <= STEPS; step++) {
      distribution =
          step <= Heads.STEPS ? prediction.migration()[step - 1] : chain.advance(distribution);
      steps.add(new Step(step, ranked(candidates, distribution)));
    }
    List<Within> days = new ArrayList<>();
    for (int i = 0; i < Heads.DAYS.size(); i++) {
      days.add(
          new Within(
              Heads.DAYS.get(i), ranked(candidates, prediction.migration()[Heads.STEPS + i])));
    }
    return new Migration(
        steps,
        days,
        PathSearch.of(candidates, prediction, chain),
        ChangePoints.of(profile),
        ranker);
  }

  /** The most probable ones, by insertion into a short list: a sort of all costs more. */
  private static List<RankedCategory> ranked(Choices candidates, double[] distribution) {
    int[] best = new int[MOST_CANDIDATES];
    int kept = 0;
    for (int i = 0; i < candidates.size(); i++) {
      if (distribution[i] > 0) {
        int place = Math.min(kept, MOST_CANDIDATES - 1);
        if (kept == MOST_CANDIDATES && !before(candidates, distribution, i, best[place])) {
          continue;
        }
        while (place > 0 && before(candidates, distribution, i, best[place - 1])) {
          best[place] = best[place - 1];
          place--;
        }
        best[place] = i;
        kept = Math.min(kept + 1, MOST_CANDIDATES);
      }
    }
    List<RankedCategory> ranked = new ArrayList<>(kept);
    for (int place = 0; place < kept; place++) {
      ranked.add(
          new RankedCategory(
              candidates.category(best[place]),
              Math.min(1, distribution[best[place]]),
              !candidates.own(best[place])));
    }
    return ranked;
  }

  /** By descending probability as it is told, then by path. */
  private static boolean before(Choices candidates, double[] distribution, int a, int b) {
    int order = Double.compare(Math.min(1, distribution[b]), Math.min(1, distribution[a]));
    return order != 0 ? order < 0 : candidates.category(a).compareTo(candidates.category(b)) < 0;
  }
}
