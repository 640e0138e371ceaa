package dev.meander.log;

import dev.meander.event.LogPosition;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.pulsar.client.api.Producer;
import org.apache.pulsar.client.api.TypedMessageBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The log on Pulsar: one batching producer for all partitions, keyed by person. The client
 * reconnects by itself; while a partition is out of reach appends are refused at once instead of
 * waiting for their timeout.
 */
@Singleton
public final class PulsarEventLog implements EventLog {

  private final OpenTelemetry telemetry;
  private final Timer stored;
  private final Timer failed;
  private volatile @Nullable Producer<LoggedEvent> producer;

  @Inject
  PulsarEventLog(OpenTelemetry telemetry, MeterRegistry registry) {
    this.telemetry = telemetry;
    this.stored = timer(registry, "stored");
    this.failed = timer(registry, "failed");
  }

  private static Timer timer(MeterRegistry registry, String outcome) {
    return Timer.builder("meander.log.append")
        .description("From an append to the broker's answer for its last event")
        .tag("outcome", outcome)
        .publishPercentileHistogram()
        .minimumExpectedValue(Duration.ofMillis(1))
        .maximumExpectedValue(Duration.ofSeconds(10))
        .register(registry);
  }

  /** Appends go through that producer from now on; who made it closes it. */
  void use(Producer<LoggedEvent> connected) {
    producer = connected;
  }

  /** Whether an append can reach every partition now. */
  boolean ready() {
    Producer<LoggedEvent> current = producer;
    return current != null && current.isConnected();
  }

  @Override
  public Uni<List<LogPosition>> append(List<LoggedEvent.Decoded> events) {
    return Uni.createFrom()
        .deferred(
            () -> {
              long begin = System.nanoTime();
              return Uni.createFrom()
                  .<List<LogPosition>>emitter(
                      answer -> append(events, new Append(events.size(), answer)))
                  .onItemOrFailure()
                  .invoke(
                      (positions, failure) ->
                          (failure == null ? stored : failed)
                              .record(System.nanoTime() - begin, TimeUnit.NANOSECONDS));
            });
  }

  private void append(List<LoggedEvent.Decoded> events, Append append) {
    Producer<LoggedEvent> current = producer;
    if (current == null || !current.isConnected()) {
      append.refuse("The event log is not connected to its broker.");
      return;
    }
    if (events.isEmpty()) {
      append.finishEmpty();
      return;
    }
    Map<String, String> trace = traceContext();
    for (int i = 0; i < events.size(); i++) {
      LoggedEvent.Decoded event = events.get(i);
      TypedMessageBuilder<LoggedEvent> message =
          current.newMessage().key(event.envelope().personId().value()).value(event);
      if (!trace.isEmpty()) {
        message.properties(trace);
      }
      append.await(i, message.sendAsync());
    }
  }

  /** Carried by each message, so that one trace leads through the log; empty where none is kept. */
  private Map<String, String> traceContext() {
    if (!Span.current().getSpanContext().isSampled()) {
      return Map.of();
    }
    Map<String, String> carried = new HashMap<>();
    telemetry
        .getPropagators()
        .getTextMapPropagator()
        .inject(Context.current(), carried, (map, key, value) -> carried.put(key, value));
    return carried;
  }
}
