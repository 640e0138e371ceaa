package dev.meander.scoring.shop;

import dev.meander.interest.ModelIdentity;
import java.util.List;

/**
 * How a model of evolution's chances of coming back are told right in one shop, as its own past has
 * them. Immutable.
 *
 * @param outlook whose chances they are for
 * @param heads by head of that model
 * @param moments after which it was asked
 */
public record ShopReturns(ModelIdentity outlook, List<ReturnScale> heads, int moments) {
  public ShopReturns {
    heads = List.copyOf(heads);
  }
}
