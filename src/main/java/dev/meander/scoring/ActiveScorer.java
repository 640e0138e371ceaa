package dev.meander.scoring;

import dev.meander.interest.ProfileAt;
import dev.meander.interest.ScoredInterest;
import dev.meander.interest.ShopPopularity;
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

/**
 * The scorer that serves: the model that {@code current.json} names, the baseline formula while
 * there is none. Another model is swapped in whole, or refused and the old one keeps serving.
 */
@ApplicationScoped
public class ActiveScorer implements InterestScorer {

  private final ScoringConfig config;
  private final boolean scores;
  private final ScoringLanes lanes;
  private final ModelSlot slot;
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
    this.slot = new ModelSlot(new ModelFiles(config.modelDir()), config.executionProvider(), lanes);
    metrics.gauge("meander.scoring.batches.waiting", lanes, ScoringLanes::waiting);
    metrics.gauge("meander.scoring.model.refused", slot, ModelSlot::refusals);
    metrics.gauge("meander.scoring.not.finite", slot, ModelSlot::notFinite);
    metrics.gauge("meander.scoring.native.values.open", slot, ModelSlot::openValues);
  }

  void start(@Observes StartupEvent event) {
    if (!scores) {
      return;
    }
    slot.refresh();
    if (config.modelDir().isPresent()) {
      long period = config.modelRefresh().toMillis();
      var _ = watch.scheduleWithFixedDelay(slot::refresh, period, period, TimeUnit.MILLISECONDS);
    }
  }

  @PreDestroy
  void stop() {
    watch.shutdownNow();
    lanes.close();
    slot.close();
  }

  @Override
  public Uni<List<ScoredInterest>> score(List<ProfileAt> profiles, ShopPopularity popularity) {
    return Uni.createFrom()
        .deferred(() -> slot.scorer().score(profiles, popularity))
        .onFailure(OnnxModel.Retired.class)
        .recoverWithUni(() -> slot.scorer().score(profiles, popularity));
  }

  /** What serves now; empty is the baseline formula. */
  public Optional<ActiveModel> model() {
    return slot.active();
  }

  /** Why the newest model does not serve; empty where it does. */
  public Optional<String> refusal() {
    return slot.refusal();
  }
}
