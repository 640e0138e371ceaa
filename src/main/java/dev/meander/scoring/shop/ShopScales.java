package dev.meander.scoring.shop;

import dev.meander.interest.ModelIdentity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a ranker's heads are told right in one shop, as its own last days have it. Immutable.
 *
 * @param ranker whose logits they are for
 * @param heads of the next three runs, then of 1, 3 and 7 days
 * @param moments after which the ranker was asked
 * @param from when the first of the days began that it was asked of
 * @param until when their last run began
 * @param returns how a model of evolution's chances of coming back are told right there; null where
 *     none was asked
 */
public record ShopScales(
    ModelIdentity ranker,
    List<HeadScale> heads,
    int moments,
    Instant from,
    Instant until,
    @Nullable ShopReturns returns) {
  public ShopScales {
    heads = List.copyOf(heads);
  }

  /** Of the ranker alone. */
  public ShopScales(
      ModelIdentity ranker, List<HeadScale> heads, int moments, Instant from, Instant until) {
    this(ranker, heads, moments, from, until, null);
  }

  /** The same of the ranker, and how coming back is told. */
  public ShopScales with(@Nullable ShopReturns other) {
    return new ShopScales(ranker, heads, moments, from, until, other);
  }
}
