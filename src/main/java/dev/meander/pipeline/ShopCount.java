package dev.meander.pipeline;

import dev.meander.event.TenantId;
import dev.meander.projection.PeopleScan;
import dev.meander.projection.PeopleScan.Standing;
import dev.meander.scoring.shop.ShopCounting;
import dev.meander.scoring.shop.ShopSnapshot;
import dev.meander.statistics.ShopForm;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;

/** Counts a whole shop from the read model, twice over its people, as of one moment. */
@ApplicationScoped
class ShopCount {

  private final Vertx vertx;
  private final PeopleScan people;
  private final ShopStatisticsConfig config;
  private final Clock clock;
  private final ShopNames names;

  /** All people, as of a version. */
  private record Counted(ShopSnapshot.Version version, ShopCounting counting) {}

  @Inject
  ShopCount(
      Vertx vertx, PeopleScan people, ShopStatisticsConfig config, Clock clock, ShopNames names) {
    this.names = names;
    this.vertx = vertx;
    this.people = people;
    this.config = config;
    this.clock = clock;
  }

  /** What there would be to count. */
  Uni<ShopSnapshot.Version> present(TenantId tenant) {
    return OwnContext.<Standing>on(vertx, () -> people.standing(tenant)).map(this::version);
  }

  /** Counts. The work is done on worker threads. */
  Uni<ShopSnapshot> count(TenantId tenant) {
    // Behind the transaction of the count: vectors of new names take their time.
    return OwnContext.on(vertx, () -> people.frozen(tenant, this::count))
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .map(
            counted ->
                counted
                    .counting()
                    .snapshot(counted.version(), names.compared(counted.counting().names())));
  }

  /** Whether a snapshot holds what the models that serve ask for. */
  boolean suffices(ShopSnapshot counted) {
    return names.suffice(counted);
  }

  private Uni<Counted> count(PeopleScan.Frozen frozen) {
    return frozen
        .categories(config.mostCategories())
        .map(vocabulary -> new ShopCounting(form(config), vocabulary, config.mostPairs()))
        .call(counting -> frozen.each(counting::look))
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .invoke(ShopCounting::begin)
        .call(
            counting ->
                counting.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : frozen.each((person, events) -> counting.count(events)))
        .map(counting -> new Counted(version(frozen.standing()), counting));
  }

  private ShopSnapshot.Version version(Standing standing) {
    return new ShopSnapshot.Version(standing.projection(), standing.positions(), clock.instant());
  }

  /** How the shop's times are to be read. */
  static ShopForm form(ShopStatisticsConfig config) {
    return new ShopForm(config.times(), config.zone().getTotalSeconds(), config.longestSession());
  }
}
