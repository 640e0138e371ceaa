package dev.meander.scoring;

import dev.meander.interest.ScoredInterest;
import java.util.List;

/** Predicts by one scorer, and ranks by another model where that can. */
record RankedScorer(BatchScorer base, Ranker ranker) implements BatchScorer {

  @Override
  public List<ScoredInterest> scoreBatch(List<Request> requests) {
    return ranker.rank(requests, base.scoreBatch(requests));
  }
}
