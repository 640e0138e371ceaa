package dev.meander.pipeline;

import dev.meander.projection.BatchResult;
import dev.meander.projection.EventBatch;
import dev.meander.projection.PositionedEvent;
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
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How the projection fares: what it counts, and whether it is stuck. Any thread. */
@ApplicationScoped
class ProjectionMeters {

  private final Clock clock;
  private final ParkedMeters parked;
  private final Counter folded;
  private final Counter alreadyApplied;
  private final Counter withheld;
  private final Counter duplicates;
  private final Counter turnedAway;
  private final Counter erased;
  private final Counter namings;
  private final Counter failures;
  private final Counter fenced;
  private final DistributionSummary batchSize;
  private final Timer storing;
  private final StageTimer publishing;
  private volatile double lagSeconds;
  private volatile @Nullable Stuck stuck;

  private record Stuck(Instant since, Throwable failure) {}

  @Inject
  ProjectionMeters(MeterRegistry registry, ParkedMeters parked, Clock clock) {
    this.clock = clock;
    this.parked = parked;
    this.folded = events(registry, "folded");
    this.alreadyApplied = events(registry, "already_applied");
    this.withheld = events(registry, "without_consent");
    this.duplicates = events(registry, "duplicate");
    this.turnedAway = events(registry, "day_full");
    this.erased = events(registry, "erased");
    this.namings =
        Counter.builder("meander.projection.namings.refused")
            .description("claims of a name too many for one person, or of the person's own")
            .register(registry);
    this.failures =
        Counter.builder("meander.projection.failures")
            .description("attempts to store or publish a batch that failed and were repeated")
            .register(registry);
    this.fenced =
        Counter.builder("meander.projection.fenced")
            .description("batches given up because another process had taken a partition over")
            .register(registry);
    this.batchSize =
        DistributionSummary.builder("meander.projection.batch")
            .baseUnit("events")
            .register(registry);
    this.storing =
        Timer.builder("meander.projection.store")
            .description("folding and committing one batch")
            .register(registry);
    this.publishing =
        new StageTimer(
            registry, "meander.projection.publish", "publishing the profiles of one batch");
    Gauge.builder("meander.projection.lag", () -> lagSeconds)
        .baseUnit("seconds")
        .description("age of the newest event when it was stored in the read model")
        .register(registry);
  }

  void stored(EventBatch batch, BatchResult result, long startedNanos) {
    BatchResult.Tally tally = result.tally();
    folded.increment(tally.folded());
    alreadyApplied.increment(tally.alreadyApplied());
    withheld.increment(tally.withheld());
    duplicates.increment(tally.duplicates());
    turnedAway.increment(tally.turnedAway());
    erased.increment(tally.erased());
    namings.increment(tally.namings());
    parked.stored(result);
    batchSize.record(batch.size());
    storing.record(System.nanoTime() - startedNanos, TimeUnit.NANOSECONDS);
    if (!batch.events().isEmpty()) {
      PositionedEvent newest = batch.events().getLast();
      lagSeconds = Duration.between(newest.appendedAt(), clock.instant()).toMillis() / 1e3;
    }
  }

  /** What is put aside. */
  ParkedMeters parked() {
    return parked;
  }

  /** Times the publishing of a batch. */
  StageTimer publishing() {
    return publishing;
  }

  void failed(Throwable failure) {
    failures.increment();
    Stuck before = stuck;
    stuck = new Stuck(before == null ? clock.instant() : before.since(), failure);
  }

  void fenced() {
    fenced.increment();
  }

  /** A batch went all the way. */
  void settled() {
    stuck = null;
  }

  /** Since when a batch is tried again and again, empty while all is well. */
  Optional<Instant> stuckSince() {
    return Optional.ofNullable(stuck).map(Stuck::since);
  }

  private static Counter events(MeterRegistry registry, String outcome) {
    return Counter.builder("meander.projection.events")
        .tag("outcome", outcome)
        .description("events of the log, by what the projection did with them")
        .register(registry);
  }
}
