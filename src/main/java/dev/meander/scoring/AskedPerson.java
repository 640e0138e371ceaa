package dev.meander.scoring;

import dev.meander.event.CategoryPath;
import dev.meander.interest.InterestProfile;
import dev.meander.interest.RecentEvent;
import dev.meander.scoring.BatchScorer.Request;
import dev.meander.scoring.shop.PersonVisits;
import dev.meander.scoring.shop.ShopSnapshot;
import dev.meander.statistics.Runs;
import dev.meander.statistics.ShopStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A person of whom the shop's statistics can say something.
 *
 * @param runs one or more
 * @param current the category of the latest visit, which the shop may not know
 */
record AskedPerson(
    InterestProfile profile,
    ShopSnapshot shop,
    ShopStatistics statistics,
    Runs runs,
    CategoryPath current) {

  /** Whether a shop has moves enough. */
  static boolean isLargeEnough(@Nullable ShopSnapshot shop, int leastMoves) {
    ShopStatistics statistics = shop == null ? null : shop.statistics();
    return statistics != null && statistics.flows().moves() >= leastMoves;
  }

  /**
   * What is known of a person. Empty for anybody of a shop that has fewer moves or was not counted
   * yet, and for who never visited anything.
   *
   * @param mostVisits that become runs, the newest
   */
  static Optional<AskedPerson> of(Request request, int leastMoves, int mostVisits) {
    ShopSnapshot shop = request.shop();
    ShopStatistics statistics = shop == null ? null : shop.statistics();
    if (shop == null || statistics == null || !isLargeEnough(shop, leastMoves)) {
      return Optional.empty();
    }
    InterestProfile profile = request.profile().profile();
    List<RecentEvent> history = newest(profile.history(), mostVisits);
    CategoryPath current = current(history);
    if (current == null) {
      return Optional.empty();
    }
    Map<CategoryPath, Integer> unknown = new HashMap<>();
    Runs runs =
        PersonVisits.runs(
            statistics.form(),
            history,
            category -> {
              int number = shop.numberOf(category);
              return number != PersonVisits.LEFT_OUT
                  ? number
                  : shop.names().size() + unknown.computeIfAbsent(category, _ -> unknown.size());
            });
    return Optional.of(new AskedPerson(profile, shop, statistics, runs, current));
  }

  /** The newest events, of which so many are visits. */
  static List<RecentEvent> newest(List<RecentEvent> history, int mostVisits) {
    int visits = 0;
    for (int i = history.size() - 1; i >= 0; i--) {
      visits += PersonVisits.visited(history.get(i)) == null ? 0 : 1;
      if (visits > mostVisits) {
        return history.subList(i + 1, history.size());
      }
    }
    return history;
  }

  private static @Nullable CategoryPath current(List<RecentEvent> history) {
    for (int i = history.size() - 1; i >= 0; i--) {
      CategoryPath visited = PersonVisits.visited(history.get(i));
      if (visited != null) {
        return visited;
      }
    }
    return null;
  }
}
