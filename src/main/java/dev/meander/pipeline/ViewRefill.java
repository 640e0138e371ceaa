package dev.meander.pipeline;

import dev.meander.event.TenantId;
import dev.meander.serving.InterestViewStore;
import dev.meander.serving.InterestViewStore.Refill;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Makes all views again when the cache has lost them, which a mark that goes with them tells, and
 * when a ranker begins to serve the shop: from the compacted topic of profiles, beside the live
 * flow. Newest wins, so neither disturbs the other, nor do two processes that refill at once.
 */
@ApplicationScoped
class ViewRefill {

  private static final Logger LOG = Logger.getLogger(ViewRefill.class);

  private final Vertx vertx;
  private final InterestViewStore views;
  private final ProfileTopic topic;
  private final ViewWriter writer;
  private final Counter refilled;
  private final AtomicInteger running = new AtomicInteger();

  /** What served the shop at some look before. */
  private final Map<TenantId, ViewWriter.Serving> served = new ConcurrentHashMap<>();

  @Inject
  ViewRefill(
      Vertx vertx,
      InterestViewStore views,
      ProfileTopic topic,
      ViewWriter writer,
      MeterRegistry registry) {
    this.vertx = vertx;
    this.views = views;
    this.topic = topic;
    this.writer = writer;
    this.refilled =
        Counter.builder("meander.scorer.refilled")
            .description("people whose view was made again: lost by the cache, or ranked anew")
            .register(registry);
    Gauge.builder("meander.scorer.refilling", running, AtomicInteger::get)
        .description("1 while the views are made again, else 0")
        .register(registry);
  }

  /** Does nothing where the cache is complete; fails, to be tried again, where a part fails. */
  Uni<Void> whereNeeded(TenantId tenant) {
    return views
        .isComplete(tenant)
        .chain(complete -> complete ? whereRankingBegan(tenant) : refill(tenant));
  }

  /**
   * Who was scored before the shop was large enough to be ranked, as in an import, or before its
   * own days said how the ranker is told, is scored again.
   */
  private Uni<Void> whereRankingBegan(TenantId tenant) {
    ViewWriter.Serving serving = writer.serving(tenant).orElse(null);
    if (serving == null) {
      return Uni.createFrom().voidItem();
    }
    // A process that starts finds the views made and leaves them.
    ViewWriter.Serving before = served.putIfAbsent(tenant, serving);
    if (before == null || !serving.goesBeyond(before)) {
      served.put(tenant, serving);
      return Uni.createFrom().voidItem();
    }
    running.set(1);
    return everyone(tenant)
        .invoke(
            people -> {
              served.put(tenant, serving);
              LOG.infof("%d people are foretold by %s from now on", people, serving);
            })
        .eventually(() -> running.set(0))
        .replaceWithVoid();
  }

  private Uni<Void> refill(TenantId tenant) {
    return views
        .beginRefill(tenant)
        .invoke(() -> running.set(1))
        .chain(begun -> everyone(tenant).chain(people -> complete(begun, people)))
        .eventually(() -> running.set(0));
  }

  private Uni<Integer> everyone(TenantId tenant) {
    return topic
        .pages(tenant)
        .onItem()
        .transformToUniAndConcatenate(
            page ->
                OwnContext.on(vertx, () -> writer.write(page))
                    .invoke(written -> refilled.increment(written.size()))
                    .replaceWith(page.size()))
        .collect()
        .with(Collectors.summingInt(Integer::intValue));
  }

  private Uni<Void> complete(Refill begun, int people) {
    return views
        .completeRefill(begun)
        .invoke(
            complete -> {
              if (complete) {
                LOG.infof("the cache of views is complete: %d made", people);
              } else {
                LOG.warnf("the cache was emptied while %d views were made: once more", people);
              }
            })
        .replaceWithVoid();
  }
}
