package dev.meander.pipeline;

import dev.meander.event.TenantId;
import dev.meander.projection.LogPartition;
import dev.meander.projection.ProfileStore;
import dev.meander.projection.ProjectionVersions.Progress;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Fills one version of the read model from the log, and keeps it level with the log until it is
 * stopped: some partitions at once up to the end of the log, then all of them. Any thread.
 */
final class RebuildRun {

  private static final Logger LOG = Logger.getLogger(RebuildRun.class);
  private static final Duration FIRST_RETRY = Duration.ofMillis(100);
  private static final Duration SLOWEST_RETRY = Duration.ofSeconds(10);
  private static final Duration LOOK = Duration.ofMillis(20);

  /**
   * @param batchEvents most events of one transaction
   * @param parallel partitions that are read at once
   */
  record Work(int batchEvents, int parallel) {}

  private final RebuildParts parts;
  private final TenantId tenant;
  private final int version;
  private final Work work;
  private volatile List<RebuildLane> lanes = List.of();
  private volatile boolean stopped;
  private volatile @Nullable StoodStillException lacking;
  private @Nullable Cancellable running;
  private long toldEvents;
  private long toldNanos = System.nanoTime();

  RebuildRun(RebuildParts parts, TenantId tenant, int version, Work work) {
    this.parts = parts;
    this.tenant = tenant;
    this.version = version;
    this.work = work;
  }

  int version() {
    return version;
  }

  void start() {
    running =
        parts
            .partitions(tenant)
            .invoke(this::lay)
            .chain(() -> all(lanes, work.parallel(), this::fill))
            .invoke(() -> LOG.infof("projection %d has caught up with the log", version))
            .chain(() -> all(lanes, Math.max(1, lanes.size()), this::follow))
            .subscribe()
            .with(done -> LOG.infof("projection %d is not filled any more", version), this::failed);
  }

  /** What is left to try again is tried again before; after anything else nothing is filled. */
  private void failed(Throwable failure) {
    if (failure instanceof StoodStillException stoodStill) {
      LOG.error(stoodStill.getMessage());
      lacking = stoodStill;
    } else {
      LOG.errorf(failure, "projection %d cannot be filled; begin it again with fill", version);
    }
    stop();
  }

  /** Why it can never be level; null where nothing is known of that. */
  @Nullable StoodStillException lacking() {
    return lacking;
  }

  private void lay(List<LogPartition> partitions) {
    ProfileStore store = parts.store(version);
    lanes =
        partitions.stream()
            .map(one -> new RebuildLane(parts, store, version, one, work.batchEvents()))
            .toList();
  }

  private interface Way {
    Uni<Void> of(RebuildLane lane);
  }

  private static Uni<Void> all(List<RebuildLane> lanes, int atOnce, Way way) {
    return Multi.createFrom()
        .iterable(lanes)
        .onItem()
        .transformToUni(way::of)
        .merge(atOnce)
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Uni<Void> fill(RebuildLane lane) {
    return Uni.createFrom()
        .deferred(lane::begin)
        .onFailure()
        .invoke(failure -> LOG.warn("a partition cannot be read yet; tried again", failure))
        .onFailure(failure -> !stopped)
        .retry()
        .withBackOff(FIRST_RETRY, SLOWEST_RETRY)
        .indefinitely()
        .chain(
            () ->
                Multi.createBy()
                    .repeating()
                    .uni(lane::step)
                    .whilst(more -> more && !stopped)
                    .collect()
                    .last())
        .replaceWithVoid();
  }

  private Uni<Void> follow(RebuildLane lane) {
    return Multi.createBy()
        .repeating()
        .uni(() -> lane.step().chain(more -> more ? now() : later()))
        .whilst(nothing -> !stopped && !lane.over())
        .collect()
        .last()
        .replaceWithVoid();
  }

  private static Uni<Boolean> now() {
    return Uni.createFrom().item(true);
  }

  private static Uni<Boolean> later() {
    return Uni.createFrom().item(false).onItem().delayIt().by(LOOK);
  }

  void stop() {
    stopped = true;
    lanes.forEach(RebuildLane::close);
    if (running != null) {
      running.cancel();
    }
  }

  /** Whether every partition has been at the end of the log, and is still followed. */
  boolean caughtUp() {
    return !stopped
        && !lanes.isEmpty()
        && lanes.stream().allMatch(lane -> lane.caughtUp() && !lane.over());
  }

  boolean over() {
    return stopped || (!lanes.isEmpty() && lanes.stream().allMatch(RebuildLane::over));
  }

  /** How far it is; the rate is that since the last call. */
  synchronized Progress progress() {
    List<RebuildLane> all = lanes;
    long events = all.stream().mapToLong(RebuildLane::events).sum();
    long now = System.nanoTime();
    double seconds = Math.max(1e-3, (now - toldNanos) / 1e9);
    long rate = Math.round((events - toldEvents) / seconds);
    toldEvents = events;
    toldNanos = now;
    boolean level = caughtUp();
    return new Progress(
        events,
        rate,
        level ? Long.valueOf(0) : lag(all),
        all.stream().mapToDouble(RebuildLane::reached).average().orElse(0),
        level);
  }

  private @Nullable Long lag(List<RebuildLane> all) {
    long oldest =
        all.stream()
            .filter(lane -> !lane.caughtUp())
            .mapToLong(RebuildLane::reachedAt)
            .min()
            .orElse(0);
    return oldest == 0 ? null : Math.max(0, parts.clock().millis() - oldest);
  }
}
