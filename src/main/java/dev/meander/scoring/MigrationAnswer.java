package dev.meander.scoring;

import dev.meander.interest.InterestProfile;
import dev.meander.interest.Migration;
import dev.meander.interest.Migration.Step;
import dev.meander.interest.Migration.Within;
import dev.meander.interest.RankedCategory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Tells a {@link Prediction} as a {@link Migration}. */
final class MigrationAnswer {
  private static final int STEPS = 10;
  private static final int MOST_CANDIDATES = 20;

  private MigrationAnswer() {}

  /** Steps 1 to 3 are the heads; each later one is {@link StepChain#advance} of the one before. */
  static Migration of(InterestProfile profile, CandidateSet candidates, Prediction prediction) {
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
        steps, days, PathSearch.of(candidates, prediction, chain), ChangePoints.of(profile));
  }

  private static List<RankedCategory> ranked(CandidateSet candidates, double[] distribution) {
    List<RankedCategory> ranked = new ArrayList<>();
    for (int i = 0; i < candidates.size(); i++) {
      if (distribution[i] > 0) {
        CandidateSet.Candidate candidate = candidates.get(i);
        ranked.add(
            new RankedCategory(
                candidate.category(), Math.min(1, distribution[i]), !candidate.own()));
      }
    }
    ranked.sort(
        Comparator.comparingDouble(RankedCategory::probability)
            .reversed()
            .thenComparing(RankedCategory::category));
    return ranked.subList(0, Math.min(MOST_CANDIDATES, ranked.size()));
  }
}
