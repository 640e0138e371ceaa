package dev.meander.scoring;

import dev.meander.interest.ProfileAt;
import dev.meander.interest.ScoredInterest;
import dev.meander.interest.ShopPopularity;
import java.util.List;

/** Computes one batch on the calling thread, which is one of {@link ScoringLanes}. */
interface BatchScorer {

  /** One person of a batch, with the popularity known when the caller asked. */
  record Request(ProfileAt profile, ShopPopularity popularity) {}

  /** One answer for each request, in order. */
  List<ScoredInterest> scoreBatch(List<Request> requests);
}
