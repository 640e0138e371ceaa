package dev.meander.scoring;

import dev.meander.interest.ShopPopularity;
import org.jspecify.annotations.Nullable;

/** Keeps what was prepared last: batch after batch comes with the same snapshot. Any thread. */
final class LatestPopularity {

  private record Prepared(ShopPopularity popularity, PopularCategories categories) {}

  private volatile @Nullable Prepared latest;

  /** Prepares a snapshot, or finds it prepared; told apart by identity. */
  @SuppressWarnings("ReferenceEquality") // comparing 200 categories costs what this spares
  PopularCategories of(ShopPopularity popularity) {
    Prepared held = latest;
    if (held == null || held.popularity != popularity) {
      held = new Prepared(popularity, PopularCategories.of(popularity));
      latest = held;
    }
    return held.categories;
  }
}
