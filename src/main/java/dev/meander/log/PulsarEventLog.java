package dev.meander.log;

import dev.meander.event.BehaviorEvent.PersonMerged;
import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import dev.meander.log.privacy.SealedMessage;
import dev.meander.log.privacy.Sealer;
import dev.meander.platform.ErrorCode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.pulsar.client.api.Producer;
import org.apache.pulsar.client.api.TypedMessageBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The log on Pulsar: one batching producer for all partitions, keyed by person. Events are sealed
 * with their person's key, and keyed by the pseudonym that goes with it. A batch is sent when it is
 * full, when its delay is over, or when {@link EarlyFlush} lets it go. The client reconnects by
 * itself; while a partition is out of reach appends are refused at once instead of waiting for
 * their timeout.
 */
@Singleton
public final class PulsarEventLog implements EventLog {

  private static final Duration RETRY_WITHOUT_KEYS = Duration.ofSeconds(2);

  private final OpenTelemetry telemetry;
  private final Sealer sealer;
  private final Timer stored;
  private final Timer failed;
  private final EarlyFlush early = new EarlyFlush(this::flush);
  private volatile @Nullable Producer<LoggedEvent> producer;
  private volatile boolean silent;

  @Inject
  PulsarEventLog(OpenTelemetry telemetry, Sealer sealer, MeterRegistry registry) {
    this.telemetry = telemetry;
    this.sealer = sealer;
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

  /**
   * Whether the broker owes an answer: it said nothing to the last append, and was not heard of
   * since. A broker that stands still keeps its connections for a minute.
   */
  boolean silent() {
    return silent;
  }

  /** The broker was heard of. */
  void heard() {
    silent = false;
  }

  @Override
  public Uni<List<LogPosition>> append(List<LoggedEvent.Decoded> events) {
    return Uni.createFrom()
        .deferred(
            () -> {
              long begin = System.nanoTime();
              Map<String, String> trace = traceContext();
              return sealed(events)
                  .chain(outgoing -> send(outgoing, trace))
                  .onItemOrFailure()
                  .invoke(
                      (positions, failure) ->
                          (failure == null ? stored : failed)
                              .record(System.nanoTime() - begin, TimeUnit.NANOSECONDS));
            });
  }

  private Uni<List<LogPosition>> send(List<Outgoing> outgoing, Map<String, String> properties) {
    early.began();
    return Uni.createFrom()
        .<List<LogPosition>>emitter(
            answer -> append(outgoing, properties, new Append(outgoing.size(), answer)))
        .onItem()
        .invoke(this::heard)
        .onFailure(PulsarEventLog::isSilence)
        .invoke(() -> silent = true)
        .onTermination()
        .invoke(early::answered);
  }

  private static boolean isSilence(Throwable failure) {
    return failure instanceof AppendException refused
        && refused.code() == ErrorCode.LOG_UNAVAILABLE;
  }

  @Override
  public Uni<Set<PersonId>> barred(List<LoggedEvent.Decoded> events) {
    return events.isEmpty()
        ? Uni.createFrom().item(Set.of())
        : sealer.barred(events.getFirst().envelope().tenant(), named(events));
  }

  private static Set<PersonId> named(List<LoggedEvent.Decoded> events) {
    Set<PersonId> named = people(events);
    for (LoggedEvent.Decoded event : events) {
      if (event.envelope().event() instanceof PersonMerged(PersonId member, boolean _)) {
        named.add(member);
      }
    }
    return named;
  }

  private static Set<PersonId> people(List<LoggedEvent.Decoded> events) {
    Set<PersonId> people = new HashSet<>();
    events.forEach(event -> people.add(event.envelope().personId()));
    return people;
  }

  /**
   * Appends a decision to the partition of the entry that it is about.
   *
   * @param key of the entry's message; null where it has none
   * @param sealed the decision as it is to stand in the log
   */
  Uni<LogPosition> append(ParkedDecision decision, @Nullable String key, byte[] sealed) {
    Outgoing outgoing = new Outgoing(key, new LoggedEvent.Decision(decision, sealed));
    Map<String, String> there =
        Map.of(PartitionRouter.PARTITION, Integer.toString(decision.entry().partition()));
    return send(List.of(outgoing), there).map(List::getFirst);
  }

  /**
   * What goes to the broker.
   *
   * @param key null for a message that belongs to nobody
   */
  private record Outgoing(@Nullable String key, LoggedEvent event) {}

  private Uni<List<Outgoing>> sealed(List<LoggedEvent.Decoded> events) {
    if (events.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    return sealer
        .writer(events.getFirst().envelope().tenant(), Topics.BEHAVIOR_EVENTS, people(events))
        .onFailure()
        .transform(failure -> unsealed(events, "People's keys cannot be read.", failure))
        .map(
            writer -> {
              List<Outgoing> outgoing = new ArrayList<>(events.size());
              for (LoggedEvent.Decoded event : events) {
                SealedMessage message =
                    writer
                        .seal(event.envelope().personId(), event.wire())
                        .orElseThrow(
                            () -> unsealed(events, "A person is being erased just now.", null));
                outgoing.add(
                    new Outgoing(
                        message.key(), new LoggedEvent.Decoded(event.envelope(), message.bytes())));
              }
              return outgoing;
            });
  }

  /** Nothing was sent. */
  private static AppendException unsealed(
      List<?> events, String detail, @Nullable Throwable cause) {
    return new AppendException(
        ErrorCode.STORE_UNAVAILABLE,
        detail,
        RETRY_WITHOUT_KEYS,
        cause,
        Collections.nCopies(events.size(), null));
  }

  private void append(List<Outgoing> events, Map<String, String> properties, Append append) {
    Producer<LoggedEvent> current = producer;
    if (current == null || !current.isConnected()) {
      append.refuse("The event log is not connected to its broker.");
      return;
    }
    if (events.isEmpty()) {
      append.finishEmpty();
      return;
    }
    for (int i = 0; i < events.size(); i++) {
      Outgoing event = events.get(i);
      TypedMessageBuilder<LoggedEvent> message = current.newMessage().value(event.event());
      if (event.key() != null) {
        message.key(event.key());
      }
      if (!properties.isEmpty()) {
        message.properties(properties);
      }
      append.await(i, message.sendAsync());
    }
    early.handedOver();
  }

  /** Each send tells its own fate; the flush has nothing to add. */
  private void flush() {
    Producer<LoggedEvent> current = producer;
    if (current != null) {
      var _ = current.flushAsync();
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
