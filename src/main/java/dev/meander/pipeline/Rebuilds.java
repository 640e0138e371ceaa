package dev.meander.pipeline;

import dev.meander.event.TenantId;
import dev.meander.pipeline.RebuildRun.Work;
import dev.meander.platform.ErrorCode;
import dev.meander.platform.ProblemException;
import dev.meander.projection.LiveProjection;
import dev.meander.projection.ProjectionStores;
import dev.meander.projection.ProjectionSwitch;
import dev.meander.projection.ProjectionSwitchException;
import dev.meander.projection.ProjectionVersions;
import dev.meander.projection.ProjectionVersions.Version;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * The versions that this process fills beside the one that serves. Which version serves is said by
 * a pointer; the one before is kept level with the log, so that going back is the same step.
 */
@ApplicationScoped
class Rebuilds {

  private static final Logger LOG = Logger.getLogger(Rebuilds.class);
  private static final long TELL_MILLIS = 1_000;

  private final Map<Integer, RebuildRun> runs = new ConcurrentHashMap<>();
  private final RebuildParts parts;
  private final ProjectionVersions versions;
  private final ProjectionSwitch pointer;
  private final ProjectionStores stores;
  private final LiveProjection live;

  @Inject
  Rebuilds(
      RebuildParts parts,
      ProjectionVersions versions,
      ProjectionSwitch pointer,
      ProjectionStores stores,
      LiveProjection live) {
    this.parts = parts;
    this.versions = versions;
    this.pointer = pointer;
    this.stores = stores;
    this.live = live;
  }

  /** Makes a version and begins to fill it; says its number. */
  Uni<Integer> begin(TenantId tenant, Work work) {
    return versions.create(tenant).call(version -> run(tenant, version, work));
  }

  /** Goes on filling a version that is there, in this process. */
  Uni<Void> goOn(TenantId tenant, int version, Work work) {
    return known(tenant, version)
        .invoke(found -> requireBeside(version))
        .invoke(found -> requireWhole(version))
        .chain(found -> run(tenant, version, work));
  }

  /** What an earlier run told of itself does not hold any more once this has begun. */
  private Uni<Void> run(TenantId tenant, int version, Work work) {
    RebuildRun run = new RebuildRun(parts, tenant, version, work);
    RebuildRun before = runs.put(version, run);
    if (before != null) {
      before.stop();
    }
    return versions
        .tell(tenant, version, run.progress())
        .invoke(
            () -> {
              run.start();
              tell(tenant, run);
            });
  }

  private void tell(TenantId tenant, RebuildRun run) {
    Vertx vertx = parts.vertx();
    long _ =
        vertx.setPeriodic(
            TELL_MILLIS,
            timer -> {
              if (runs.get(run.version()) != run || run.over()) {
                boolean _ = vertx.cancelTimer(timer);
                return;
              }
              versions
                  .tell(tenant, run.version(), run.progress())
                  .subscribe()
                  .with(told -> {}, failure -> LOG.debug("progress was not told", failure));
            });
  }

  /** Lets a version serve that has caught up here; the one before is filled on from then. */
  Uni<Void> switchTo(TenantId tenant, int version, Work work) {
    int serving = live.version();
    if (version == serving) {
      return Uni.createFrom().voidItem();
    }
    requireWhole(version);
    RebuildRun run = runs.get(version);
    if (run == null || !run.caughtUp()) {
      throw new ProblemException(
          ErrorCode.PROJECTION_CONFLICT,
          "Projection " + version + " is not level with the log in this process: fill it first.");
    }
    return orConflict(pointer.to(tenant, version, serving))
        .chain(live::look)
        .invoke(
            now -> {
              run.stop();
              boolean _ = runs.remove(version, run);
            })
        .chain(now -> run(tenant, serving, work));
  }

  /** Drops what a version holds; one that is refused is filled on. */
  Uni<Void> drop(TenantId tenant, int version) {
    return known(tenant, version)
        .invoke(found -> requireBeside(version))
        .chain(() -> orConflict(versions.requireDroppable(tenant, version)))
        .invoke(
            () -> {
              RebuildRun run = runs.remove(version);
              if (run != null) {
                run.stop();
              }
            })
        .chain(() -> orConflict(versions.drop(tenant, version)))
        .invoke(() -> stores.forget(version));
  }

  private static Uni<Void> orConflict(Uni<Void> work) {
    return work.onFailure(ProjectionSwitchException.class)
        .transform(
            refused ->
                new ProblemException(
                    ErrorCode.PROJECTION_CONFLICT, String.valueOf(refused.getMessage()) + "."));
  }

  /** Whether this process fills it. */
  boolean fills(int version) {
    RebuildRun run = runs.get(version);
    return run != null && !run.over();
  }

  Uni<Version> known(TenantId tenant, int version) {
    return versions
        .list(tenant)
        .map(
            all ->
                all.stream()
                    .filter(one -> one.number() == version)
                    .findFirst()
                    .orElseThrow(
                        () ->
                            new ProblemException(
                                ErrorCode.UNKNOWN_PROJECTION,
                                "There is no projection " + version + ".")));
  }

  private void requireWhole(int version) {
    RebuildRun run = runs.get(version);
    StoodStillException lacking = run == null ? null : run.lacking();
    if (lacking != null) {
      throw new ProblemException(
          ErrorCode.PROJECTION_CONFLICT, String.valueOf(lacking.getMessage()));
    }
  }

  private void requireBeside(int version) {
    if (version == live.version()) {
      throw new ProblemException(
          ErrorCode.PROJECTION_CONFLICT, "Projection " + version + " is the one that serves.");
    }
  }

  void stop(@Observes ShutdownEvent event) {
    runs.values().forEach(RebuildRun::stop);
  }
}
