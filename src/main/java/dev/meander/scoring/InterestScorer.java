package dev.meander.scoring;

import dev.meander.interest.ProfileAt;
import dev.meander.interest.ScoredInterest;
import dev.meander.interest.ShopPopularity;
import io.smallrye.mutiny.Uni;
import java.util.List;

/** Predicts where people's interests move and how they grow or fade. */
public interface InterestScorer {

  /**
   * Scores each profile by itself; the batch only saves time.
   *
   * @param profiles any number; the answer keeps their order
   * @param popularity candidates for what is new to a person
   * @return emitted on a scoring thread, never computed on the caller's; fails with {@link
   *     java.util.concurrent.RejectedExecutionException} when too much is under way already
   */
  Uni<List<ScoredInterest>> score(List<ProfileAt> profiles, ShopPopularity popularity);
}
