package dev.meander.scoring;

import dev.meander.interest.ModelIdentity;
import dev.meander.interest.ProfileAt;
import dev.meander.interest.ScoredInterest;
import dev.meander.interest.ShopPopularity;
import dev.meander.scoring.shop.ShopSnapshot;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The scorer that serves: the model that {@code current.json} names, the baseline formula while
 * there is none, and beside either a ranker. Another model is swapped in whole, or refused and the
 * old one keeps serving.
 */
@ApplicationScoped
public class ActiveScorer implements InterestScorer {

  private final ScoringConfig config;
  private final boolean scores;
  private final ScoringLanes lanes;
  private final ModelSlot slot;
  private final RankerSlot rankers;
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("meander-model-watch").factory());

  ActiveScorer(
      ScoringConfig config,
      @ConfigProperty(name = "meander.role.score", defaultValue = "true") boolean scores,
      MeterRegistry metrics) {
    this.config = config;
    this.scores = scores;
    this.lanes =
        new ScoringLanes(
            config.threads(), config.batchSize(), config.batchDelay(), config.queueLength());
    ModelFiles files = new ModelFiles(config.modelDir());
    this.slot = new ModelSlot(files, config.executionProvider(), lanes);
    this.rankers =
        new RankerSlot(
            files, config.ranker(), config.executionProvider(), config.rankerLeastMoves());
    metrics.gauge("meander.scoring.batches.waiting", lanes, ScoringLanes::waiting);
    metrics.gauge("meander.scoring.model.refused", slot, ModelSlot::refusals);
    metrics.gauge("meander.scoring.ranker.refused", rankers, RankerSlot::refusals);
    metrics.gauge("meander.scoring.ranker.not.finite", rankers, ActiveScorer::notFinite);
    metrics.gauge("meander.scoring.not.finite", slot, ModelSlot::notFinite);
    metrics.gauge("meander.scoring.native.values.open", slot, ModelSlot::openValues);
  }

  void start(@Observes StartupEvent event) {
    if (!scores) {
      return;
    }
    refresh();
    if (config.modelDir().isPresent()) {
      long period = config.modelRefresh().toMillis();
      var _ = watch.scheduleWithFixedDelay(this::refresh, period, period, TimeUnit.MILLISECONDS);
    }
  }

  private void refresh() {
    slot.refresh();
    rankers.refresh();
  }

  private static long notFinite(RankerSlot rankers) {
    return rankers.ranker().map(Ranker::notFinite).orElse(0L);
  }

  @PreDestroy
  void stop() {
    watch.shutdownNow();
    lanes.close();
    rankers.close();
    slot.close();
  }

  @Override
  public Uni<List<ScoredInterest>> score(List<ProfileAt> profiles, ShopPopularity popularity) {
    return score(profiles, popularity, null);
  }

  /**
   * Scores each profile by itself; where a ranker serves, it ranks the migration of people of a
   * shop that has moves enough.
   *
   * @param shop what was counted of it; null where nothing was yet
   */
  public Uni<List<ScoredInterest>> score(
      List<ProfileAt> profiles, ShopPopularity popularity, @Nullable ShopSnapshot shop) {
    return Uni.createFrom()
        .deferred(() -> lanes.submit(scorer(shop), profiles, popularity, shop))
        .onFailure(OnnxModel.Retired.class)
        .recoverWithUni(() -> lanes.submit(scorer(shop), profiles, popularity, shop));
  }

  private BatchScorer scorer(@Nullable ShopSnapshot shop) {
    BatchScorer base = slot.batchScorer();
    return shop == null
        ? base
        : rankers.ranker().<BatchScorer>map(ranker -> new RankedScorer(base, ranker)).orElse(base);
  }

  /** What serves now; empty is the baseline formula. */
  public Optional<ActiveModel> model() {
    return slot.active();
  }

  /** The ranker that serves; empty where there is none. */
  public Optional<ModelIdentity> ranker() {
    return rankers.ranker().map(Ranker::identity);
  }

  /** Whether a ranker serves people of a shop. */
  public boolean ranks(ShopSnapshot shop) {
    return rankers.ranker().map(ranker -> ranker.ranks(shop)).orElse(false);
  }

  /** Why the newest model or ranker does not serve; empty where both do. */
  public Optional<String> refusal() {
    return slot.refusal().or(rankers::refusal);
  }
}
