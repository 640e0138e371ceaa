package dev.meander.scoring;

import dev.meander.interest.ProfileAt;
import dev.meander.interest.ScoredInterest;
import dev.meander.interest.ShopPopularity;
import dev.meander.scoring.shop.ShopSnapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Computes one batch on the calling thread, which is one of {@link ScoringLanes}. */
interface BatchScorer {

  /**
   * One person of a batch, with what was known of the shop when the caller asked.
   *
   * @param shop null where it was not counted yet
   */
  record Request(ProfileAt profile, ShopPopularity popularity, @Nullable ShopSnapshot shop) {
    Request(ProfileAt profile, ShopPopularity popularity) {
      this(profile, popularity, null);
    }
  }

  /** One answer for each request, in order. */
  List<ScoredInterest> scoreBatch(List<Request> requests);
}
