package dev.meander.pipeline;

import dev.meander.interest.ProfileAt;
import dev.meander.serving.WriteResult;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How scoring fares: what it counts, and whether it is stuck. Any thread. */
@ApplicationScoped
class ScoringMeters {

  private final Clock clock;
  private final Counter written;
  private final Counter superseded;
  private final Counter unreadable;
  private final Counter erased;
  private final Counter failures;
  private final DistributionSummary batchSize;
  private final Timer scoring;
  private final StageTimer storing;
  private final StageTimer publishing;
  private volatile double lagSeconds;
  private volatile @Nullable Instant stuckSince;

  @Inject
  ScoringMeters(MeterRegistry registry, Clock clock) {
    this.clock = clock;
    this.written = views(registry, "written");
    this.superseded = views(registry, "superseded");
    this.unreadable = views(registry, "unreadable");
    this.erased = views(registry, "erased");
    this.failures =
        Counter.builder("meander.scorer.failures")
            .description("attempts to score, store or publish a batch that failed, all repeated")
            .register(registry);
    this.batchSize =
        DistributionSummary.builder("meander.scorer.batch").baseUnit("people").register(registry);
    this.scoring =
        Timer.builder("meander.scorer.score")
            .description("features and inference of one batch")
            .register(registry);
    this.storing =
        new StageTimer(
            registry, "meander.scorer.store", "rendering and writing one batch of views");
    this.publishing =
        new StageTimer(registry, "meander.scorer.publish", "publishing one batch of projections");
    Gauge.builder("meander.scorer.lag", () -> lagSeconds)
        .baseUnit("seconds")
        .description("age of the newest event of a batch when its view was stored")
        .register(registry);
  }

  void scored(int people, long startedNanos) {
    batchSize.record(people);
    scoring.record(System.nanoTime() - startedNanos, TimeUnit.NANOSECONDS);
  }

  void stored(List<ProfileAt> profiles, WriteResult result) {
    written.increment(result.written());
    superseded.increment(result.superseded());
    profiles.stream()
        .map(ProfileAt::appendedAt)
        .max(Instant::compareTo)
        .ifPresent(
            newest -> lagSeconds = Duration.between(newest, clock.instant()).toMillis() / 1e3);
  }

  /** A profile that nobody can read any more. */
  void erased() {
    erased.increment();
  }

  /** Times the writing of views. */
  StageTimer storing() {
    return storing;
  }

  /** Times the publishing of projections. */
  StageTimer publishing() {
    return publishing;
  }

  void unreadable() {
    unreadable.increment();
  }

  void failed() {
    failures.increment();
    if (stuckSince == null) {
      stuckSince = clock.instant();
    }
  }

  /** A batch went all the way. */
  void settled() {
    stuckSince = null;
  }

  /** Since when a batch is tried again and again, empty while all is well. */
  Optional<Instant> stuckSince() {
    return Optional.ofNullable(stuckSince);
  }

  private static Counter views(MeterRegistry registry, String outcome) {
    return Counter.builder("meander.scorer.views")
        .tag("outcome", outcome)
        .description("profiles taken, by what became of their view")
        .register(registry);
  }
}
