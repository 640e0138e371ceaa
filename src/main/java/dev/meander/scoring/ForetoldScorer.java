package dev.meander.scoring;

import dev.meander.interest.ScoredInterest;
import java.util.List;

/** Predicts by one scorer, and evolution by another model where that can. */
record ForetoldScorer(BatchScorer base, Foreteller foreteller) implements BatchScorer {

  @Override
  public List<ScoredInterest> scoreBatch(List<Request> requests) {
    return foreteller.foretell(requests, base.scoreBatch(requests));
  }
}
