package dev.meander.scoring.shop;

import dev.meander.interest.ModelIdentity;
import java.time.Instant;
import java.util.List;

/**
 * How a ranker's heads are told right in one shop, as its own last days have it. Immutable.
 *
 * @param ranker whose logits they are for
 * @param heads of the next three runs, then of 1, 3 and 7 days
 * @param moments after which the ranker was asked
 * @param from when the first of the days began that it was asked of
 * @param until when their last run began
 */
public record ShopScales(
    ModelIdentity ranker, List<HeadScale> heads, int moments, Instant from, Instant until) {
  public ShopScales {
    heads = List.copyOf(heads);
  }
}
