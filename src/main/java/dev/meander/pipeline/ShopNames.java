package dev.meander.pipeline;

import dev.meander.event.CategoryPath;
import dev.meander.scoring.ActiveScorer;
import dev.meander.scoring.names.NameVectors;
import dev.meander.scoring.shop.ShopSnapshot;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** What a shop's categories are called, compared while a ranker serves that asks for it. */
@ApplicationScoped
class ShopNames {

  private final ActiveScorer scorer;
  private final NameVectors vectors;

  @Inject
  ShopNames(ActiveScorer scorer, ShopStatisticsConfig config) {
    this.scorer = scorer;
    this.vectors = new NameVectors(config.mostNewNames());
  }

  /**
   * Compares. Blocks for milliseconds a new name.
   *
   * @param categories by number
   * @return {@link NameVectors.Compared#NOT} where nobody asks
   */
  NameVectors.Compared compared(List<CategoryPath> categories) {
    return scorer.wantsNames()
        ? vectors.of(categories.stream().map(CategoryPath::toString).toList())
        : NameVectors.Compared.NOT;
  }

  /** Whether a snapshot holds what the models that serve ask for. */
  boolean suffice(ShopSnapshot counted) {
    return counted.isNamed() || !scorer.wantsNames();
  }
}
