package dev.meander.launcher.bench;

import dev.meander.event.EventEnvelope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Durable intake over REST against one raw producer. Leaves its events for the projection. */
final class IngestChapter {

  private final BenchPlan plan;
  private final BenchInstance instance;
  private final PostedEvents events;
  private final Report report;

  IngestChapter(BenchPlan plan, BenchInstance instance, PostedEvents events, Report report) {
    this.plan = plan;
    this.instance = instance;
    this.events = events;
    this.report = report;
  }

  /** The service runs with the role {@code ingest} alone. */
  void run(int threads) throws IOException, InterruptedException {
    List<Double> limits = new ArrayList<>();
    List<Double> batches = new ArrayList<>();
    List<Double> singles = new ArrayList<>();
    try (var limit = BrokerLimit.open(instance.servers());
        var load = new HttpLoad(instance.url(), threads)) {
      report.chapter(
          "durable ingest over REST",
          ("role ingest alone; 202 after the broker's acknowledgement (fsync); limit: one raw Pulsar"
                  + " producer in the launcher, the log's settings, %d partitions")
              .formatted(limit.partitions()));
      // The raw client's topic is its own, so it may write the same events again.
      List<EventEnvelope> raw = events.next(plan.limitEvents());
      HttpLoad.Result last = null;
      for (int round = plan.firstRound(); round <= plan.rounds(); round++) {
        List<HttpExchange> inBatches = events.posts(plan.batchEvents(), BenchPlan.BATCH);
        List<HttpExchange> single = events.posts(plan.singleEvents(), 1);
        double rawRate = limit.run(raw);
        double batchRate =
            BenchPlan.BATCH
                * load.run(BenchPlan.BATCH_CONNECTIONS, each(inBatches))
                    .requireClean("batches")
                    .perSecond();
        last = load.run(plan.connections(), each(single)).requireClean("single events");
        if (round > 0) {
          limits.add(rawRate);
          batches.add(batchRate);
          singles.add(last.perSecond());
        }
      }
      report.rates(
          "raw producer (%d B a message)".formatted(limit.meanBytes()), limits, "events/s");
      report.rates(
          "batches of %d, %d connections".formatted(BenchPlan.BATCH, BenchPlan.BATCH_CONNECTIONS),
          batches,
          "events/s");
      report.rates(
          "single events, %d connections".formatted(plan.connections()), singles, "events/s");
      if (last != null) {
        report.line("single events, last round", last.latencies().text());
      }
    }
    Spread ofBatches = Spread.ofRatios(batches, limits);
    report.ratios("batches / raw producer", ofBatches);
    report.ratios("single events / raw producer", Spread.ofRatios(singles, limits));
    report.atLeast("ingest in batches of 100 / broker's limit", 0.2, ofBatches, 2);
  }

  private static Supplier<Optional<HttpExchange>> each(List<HttpExchange> exchanges) {
    var next = new AtomicInteger();
    return () -> {
      int index = next.getAndIncrement();
      return index < exchanges.size() ? Optional.of(exchanges.get(index)) : Optional.empty();
    };
  }
}
