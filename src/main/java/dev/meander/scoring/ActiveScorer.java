package dev.meander.scoring;

import dev.meander.interest.ModelIdentity;
import dev.meander.interest.ProfileAt;
import dev.meander.interest.ScoredInterest;
import dev.meander.interest.ShopPopularity;
import dev.meander.scoring.shop.ShopSnapshot;
import dev.meander.statistics.ShopStatistics;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The scorer that serves: the model that {@code current.json} names, the baseline formula while
 * there is none, and beside either a ranker and a model of evolution. Another model is swapped in
 * whole, or refused and the old one keeps serving.
 */
@ApplicationScoped
public class ActiveScorer implements InterestScorer {

  private final ScoringConfig config;
  private final boolean scores;
  private final ScoringLanes lanes;
  private final ModelSlot slot;
  private final RankerSlot rankers;
  private final OutlookSlot outlooks;
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
    this.outlooks =
        new OutlookSlot(
            files, config.outlook(), config.executionProvider(), config.outlookLeastMoves());
    metrics.gauge("meander.scoring.batches.waiting", lanes, ScoringLanes::waiting);
    metrics.gauge("meander.scoring.model.refused", slot, ModelSlot::refusals);
    metrics.gauge("meander.scoring.ranker.refused", rankers, RankerSlot::refusals);
    metrics.gauge("meander.scoring.ranker.not.finite", rankers, NamedSlot::notFinite);
    metrics.gauge("meander.scoring.outlook.refused", outlooks, NamedSlot::refusals);
    metrics.gauge("meander.scoring.outlook.not.finite", outlooks, NamedSlot::notFinite);
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
    outlooks.refresh();
  }

  @PreDestroy
  void stop() {
    watch.shutdownNow();
    lanes.close();
    rankers.close();
    outlooks.close();
    slot.close();
  }

  @Override
  public Uni<List<ScoredInterest>> score(List<ProfileAt> profiles, ShopPopularity popularity) {
    return score(profiles, popularity, null);
  }

  /**
   * Scores each profile by itself; where a ranker or a model of evolution serves, it makes the
   * migration or the evolution of people of a shop that has moves enough.
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
    if (shop == null) {
      return base;
    }
    BatchScorer ranked =
        rankers.serving().<BatchScorer>map(ranker -> new RankedScorer(base, ranker)).orElse(base);
    return outlooks
        .serving()
        .<BatchScorer>map(foreteller -> new ForetoldScorer(ranked, foreteller))
        .orElse(ranked);
  }

  /** What serves now; empty is the baseline formula. */
  public Optional<ActiveModel> model() {
    return slot.active();
  }

  /** The ranker that serves; empty where there is none. */
  public Optional<ModelIdentity> ranker() {
    return rankers.ranker().map(Ranker::identity);
  }

  /** Whether a ranker serves that asks what the names of categories are like. */
  public boolean wantsNames() {
    return rankers.ranker().map(Ranker::wantsNames).orElse(false);
  }

  /** The model of evolution that serves; empty where there is none. */
  public Optional<ModelIdentity> outlook() {
    return outlooks.serving().map(Foreteller::identity);
  }

  /** The ranker that serves people of a shop; empty where none does. */
  public Optional<ModelIdentity> ranks(ShopSnapshot shop) {
    return rankers.serving().filter(ranker -> ranker.ranks(shop)).map(Ranker::identity);
  }

  /**
   * Judges the ranker that serves by days of a shop.
   *
   * @param before of which those days are no part
   * @return empty where no ranker serves
   */
  public Optional<RankerJudgement> judgement(ShopStatistics before) {
    return rankers
        .serving()
        .filter(ranker -> ranker.knows(before))
        .map(ranker -> ranker.judgement(before));
  }

  /**
   * Judges who comes back, as the model of evolution that serves says it, by days of a shop.
   *
   * @return empty where none serves
   */
  public Optional<ReturnsJudgement> returnsJudgement(ShopStatistics before) {
    return outlooks.serving().map(foreteller -> foreteller.judgement(before));
  }

  /** Which of ranker and model of evolution serve people of a shop. */
  public Set<ModelIdentity> serving(ShopSnapshot shop) {
    Set<ModelIdentity> serving = new HashSet<>();
    ranks(shop).ifPresent(serving::add);
    outlooks
        .serving()
        .filter(foreteller -> foreteller.foretells(shop))
        .ifPresent(foreteller -> serving.add(foreteller.identity()));
    return serving;
  }

  /** Why the newest model, ranker or model of evolution does not serve; empty where all do. */
  public Optional<String> refusal() {
    return slot.refusal().or(rankers::refusal).or(outlooks::refusal);
  }
}
