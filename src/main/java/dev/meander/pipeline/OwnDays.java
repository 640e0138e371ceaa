package dev.meander.pipeline;

import dev.meander.event.TenantId;
import dev.meander.projection.PeopleScan;
import dev.meander.scoring.ActiveScorer;
import dev.meander.scoring.RankerJudgement;
import dev.meander.scoring.ReturnsJudgement;
import dev.meander.scoring.shop.LastDays;
import dev.meander.scoring.shop.ShopScales;
import dev.meander.scoring.shop.VisitDays;
import dev.meander.statistics.Runs;
import dev.meander.statistics.ShopStatistics;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Judges the ranker that serves by the shop's own last days: counts what was before them, asks it
 * after a bounded sample of moments in them, and finds how it is told right. All on one thread of
 * its own, as of one moment of the read model; nothing is stored.
 */
@ApplicationScoped
class OwnDays {

  private final Vertx vertx;
  private final PeopleScan people;
  private final ActiveScorer scorer;
  private final ShopStatisticsConfig statistics;
  private final ShopNames names;
  private final ExecutorService lane =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("meander-own-days").factory());

  @Inject
  OwnDays(
      Vertx vertx,
      PeopleScan people,
      ActiveScorer scorer,
      ShopStatisticsConfig statistics,
      ShopNames names) {
    this.names = names;
    this.vertx = vertx;
    this.people = people;
    this.scorer = scorer;
    this.statistics = statistics;
  }

  @PreDestroy
  void stop() {
    List<Runnable> _ = lane.shutdownNow();
  }

  /**
   * Judges now. Empty where no ranker serves, or the days have too few moments.
   *
   * @param moments at most
   */
  Uni<Optional<ShopScales>> judge(TenantId tenant, int moments) {
    return OwnContext.on(vertx, () -> people.frozen(tenant, frozen -> judge(frozen, moments)));
  }

  private Uni<Optional<ShopScales>> judge(PeopleScan.Frozen frozen, int moments) {
    return frozen
        .categories(statistics.mostCategories())
        .map(
            vocabulary ->
                new LastDays(
                    ShopCount.form(statistics), vocabulary, statistics.mostPairs(), moments))
        .call(days -> frozen.each(lane, days::look))
        .emitOn(lane)
        .invoke(LastDays::begin)
        .call(days -> days.isEmpty() ? Uni.createFrom().voidItem() : frozen.each(lane, days::count))
        .emitOn(lane)
        .chain(days -> ask(frozen, days));
  }

  private Uni<Optional<ShopScales>> ask(PeopleScan.Frozen frozen, LastDays days) {
    ShopStatistics before = days.before(names::compared);
    RankerJudgement judgement = before == null ? null : scorer.judgement(before).orElse(null);
    if (before == null || judgement == null) {
      return Uni.createFrom().item(Optional.empty());
    }
    ReturnsJudgement returns = scorer.returnsJudgement(before).orElse(null);
    Map<String, List<Integer>> moments = days.moments();
    Map<String, List<Integer>> ends = returns == null ? Map.of() : days.returns();
    Set<String> people = new TreeSet<>(moments.keySet());
    people.addAll(ends.keySet());
    return frozen
        .each(
            lane,
            people,
            (person, events) -> {
              Runs runs = days.runs(events);
              for (int run : moments.getOrDefault(person.value(), List.of())) {
                judgement.ask(runs, run, days.reach(runs));
              }
              if (returns != null) {
                VisitDays visited = days.days(events);
                for (int day : ends.getOrDefault(person.value(), List.of())) {
                  returns.ask(visited, day, days::runs);
                }
              }
            })
        .emitOn(lane)
        .map(_ -> judgement.scales(days.from(), days.until()))
        .map(
            found ->
                found.map(
                    scales ->
                        returns == null
                            ? scales
                            : scales.with(returns.returns(days.until().toEpochMilli()))));
  }
}
