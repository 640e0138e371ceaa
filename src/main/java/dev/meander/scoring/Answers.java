package dev.meander.scoring;

import dev.meander.interest.AnswerSource;
import dev.meander.interest.ModelIdentity;
import dev.meander.interest.ProfileAt;
import dev.meander.interest.ScoredInterest;

/** Puts together what is told of a person. */
final class Answers {

  private Answers() {}

  static ScoredInterest ofModel(
      ProfileAt profile,
      CandidateSet candidates,
      Prediction prediction,
      Bands bands,
      ModelIdentity model) {
    return new ScoredInterest(
        profile,
        MigrationAnswer.of(profile.profile(), candidates, prediction),
        EvolutionAnswer.of(profile.profile(), candidates, prediction, bands),
        AnswerSource.MODEL,
        model);
  }

  static ScoredInterest ofBaseline(ProfileAt profile, PersonFeatures features) {
    return new ScoredInterest(
        profile,
        MigrationAnswer.of(profile.profile(), features.candidates(), features.baseline()),
        EvolutionAnswer.of(
            profile.profile(), features.candidates(), features.baseline(), Bands.BASELINE),
        AnswerSource.BASELINE,
        null);
  }
}
