package dev.meander.scoring;

import dev.meander.interest.Calibration;
import dev.meander.interest.InterestProfile;
import dev.meander.interest.Migration;
import dev.meander.interest.Migration.Step;
import dev.meander.interest.Migration.Within;
import dev.meander.interest.ModelIdentity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells a {@link Prediction} as a {@link Migration}. */
final class MigrationAnswer {
  private static final int STEPS = 10;

  private MigrationAnswer() {}

  /** Ranked by what makes the person's other predictions. */
  static Migration of(InterestProfile profile, Choices candidates, Prediction prediction) {
    return of(profile, candidates, prediction, null, null);
  }

  /**
   * Steps 1 to 3 are the heads; each later one is {@link StepChain#advance} of the one before.
   *
   * @param ranker see {@link Migration}
   * @param calibration see {@link Migration}
   */
  static Migration of(
      InterestProfile profile,
      Choices candidates,
      Prediction prediction,
      @Nullable ModelIdentity ranker,
      @Nullable Calibration calibration) {
    StepChain chain = new StepChain(candidates, prediction);
    boolean[] own = new boolean[candidates.size()];
    for (int i = 0; i < own.length; i++) {
      own[i] = candidates.own(i);
    }
    List<Step> steps = new ArrayList<>();
    double[] distribution = prediction.migration()[0];
    for (int step = 1; step <= STEPS; step++) {
      distribution =
          step <= Heads.STEPS ? prediction.migration()[step - 1] : chain.advance(distribution);
      Best best = Best.of(candidates, own, distribution);
      steps.add(new Step(step, best.candidates(), best.news()));
    }
    List<Within> days = new ArrayList<>();
    for (int i = 0; i < Heads.DAYS.size(); i++) {
      Best best = Best.of(candidates, own, prediction.migration()[Heads.STEPS + i]);
      days.add(new Within(Heads.DAYS.get(i), best.candidates(), best.news()));
    }
    return new Migration(
        steps,
        days,
        PathSearch.of(candidates, prediction, chain),
        ChangePoints.of(profile),
        ranker,
        calibration);
  }
}
