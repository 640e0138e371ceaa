package dev.meander.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/** What the intake counts. Any thread. */
@Singleton
final class IngestMetrics {

  private static final Logger LOG = Logger.getLogger(IngestMetrics.class);

  private static final String EVENTS = "meander.ingest.events";
  private static final String LOOKUP_FAILURES = "meander.ingest.lookup.failures";

  private final Counter accepted;
  private final Counter duplicate;
  private final Counter turnedAway;
  private final Counter failedLookups;
  private final Counter failedMarks;
  private final Map<RefusalReason, Counter> refused = new EnumMap<>(RefusalReason.class);
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicBoolean answering = new AtomicBoolean(true);

  @Inject
  IngestMetrics(MeterRegistry registry) {
    accepted = events(registry, "accepted", "none");
    duplicate = events(registry, "duplicate", "none");
    turnedAway = events(registry, "refused", "busy");
    for (RefusalReason reason : RefusalReason.values()) {
      refused.put(reason, events(registry, "refused", reason.metricName()));
    }
    failedLookups = failures(registry, "find");
    failedMarks = failures(registry, "mark");
    Gauge.builder("meander.ingest.in.flight", inFlight, AtomicInteger::get)
        .description("Events that wait for the log")
        .register(registry);
  }

  private static Counter events(MeterRegistry registry, String outcome, String reason) {
    return Counter.builder(EVENTS)
        .description("Events by what became of them")
        .tag("outcome", outcome)
        .tag("reason", reason)
        .register(registry);
  }

  private static Counter failures(MeterRegistry registry, String operation) {
    return Counter.builder(LOOKUP_FAILURES)
        .description("Requests that went on without the look-up of ids seen")
        .tag("operation", operation)
        .register(registry);
  }

  /** The number of events that wait for the log; the intake keeps it. */
  AtomicInteger inFlight() {
    return inFlight;
  }

  void answered(IngestAnswer answer) {
    int taken = 0;
    int known = 0;
    for (Outcome outcome : answer.outcomes()) {
      switch (outcome) {
        case Outcome.Accepted ignored -> taken++;
        case Outcome.Duplicate ignored -> known++;
        case Outcome.Refused(var reason, var eventId, var errors) ->
            refused.getOrDefault(reason, turnedAway).increment();
      }
    }
    accepted.increment(taken);
    duplicate.increment(known);
  }

  void turnedAway(int events) {
    turnedAway.increment(events);
  }

  void lookupAnswered() {
    if (!answering.get() && answering.compareAndSet(false, true)) {
      LOG.info("The look-up of ids seen answers again");
    }
  }

  void lookupFailed(Throwable cause) {
    failedLookups.increment();
    if (answering.compareAndSet(true, false)) {
      LOG.warnf("Going on without the look-up of ids seen: %s", cause.getMessage());
    }
  }

  void markFailed(Throwable cause) {
    failedMarks.increment();
    LOG.debugf("Ids were not remembered: %s", cause.getMessage());
  }

  /** Whether the look-up answered the last time it was asked. */
  boolean lookupAnswers() {
    return answering.get();
  }
}
