package dev.meander.pipeline;

import dev.meander.projection.BatchResult;
import dev.meander.projection.LogPartition;
import dev.meander.projection.ParkedTotals;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/** What is put aside of the partitions that this process owns, and what became of it. */
@ApplicationScoped
class ParkedMeters {

  private record Owned(Tenure tenure, ParkedTotals totals) {}

  private final Map<LogPartition, Owned> owned = new ConcurrentHashMap<>();
  private final Counter bad;
  private final Counter behind;
  private final Counter left;
  private final Counter released;
  private final Counter discarded;
  private final Counter idle;

  @Inject
  ParkedMeters(MeterRegistry registry) {
    bad = events(registry, "dead_letter");
    behind = events(registry, "behind_dead_letter");
    left = events(registry, "left_in_log");
    released = events(registry, "released");
    discarded = events(registry, "discarded");
    idle = events(registry, "idle_decision");
    gauge(registry, "people", "people whose events are put aside", ParkedTotals::people);
    gauge(registry, "entries", "entries put aside and kept", ParkedTotals::entries);
    gauge(registry, "left", "entries put aside beyond the limits", ParkedTotals::left);
  }

  /** As it is when a partition is taken. */
  void taken(Tenure tenure, ParkedTotals parked) {
    owned.put(tenure.partition(), new Owned(tenure, parked));
  }

  void stored(BatchResult result) {
    BatchResult.Parking parking = result.parking();
    bad.increment(parking.bad());
    behind.increment(parking.behind());
    left.increment(parking.left());
    released.increment(parking.released());
    discarded.increment(parking.discarded());
    idle.increment(parking.idle());
    looked(result.parked());
  }

  /** As it is now; of partitions that others own nothing is kept. */
  void looked(Map<LogPartition, ParkedTotals> now) {
    now.forEach(
        (partition, parked) ->
            owned.computeIfPresent(partition, (one, before) -> new Owned(before.tenure(), parked)));
  }

  boolean anyOwned() {
    return !owned.isEmpty();
  }

  /** Of all partitions that this process owns. */
  ParkedTotals total() {
    return owned.values().stream()
        .filter(one -> !one.tenure().over())
        .map(Owned::totals)
        .reduce(ParkedTotals.NONE, ParkedTotals::plus);
  }

  private void gauge(
      MeterRegistry registry,
      String what,
      String description,
      ToDoubleFunction<ParkedTotals> value) {
    Gauge.builder("meander.projection.parked." + what, () -> value.applyAsDouble(total()))
        .description(description + ", of the partitions that this process owns")
        .register(registry);
  }

  private static Counter events(MeterRegistry registry, String outcome) {
    return Counter.builder("meander.projection.events")
        .tag("outcome", outcome)
        .description("events of the log, by what the projection did with them")
        .register(registry);
  }
}
