package dev.meander.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.RealServers;
import dev.meander.event.BehaviorEvent;
import dev.meander.event.EventEnvelope;
import dev.meander.event.EventId;
import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.launcher.embedded.EmbeddedServers;
import dev.meander.launcher.embedded.ServerKind;
import dev.meander.launcher.embedded.ServerSettings;
import dev.meander.launcher.embedded.ServerSizes;
import dev.meander.log.privacy.Sealers;
import dev.meander.platform.ErrorCode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.ContextPropagators;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.pulsar.client.api.Message;
import org.apache.pulsar.client.api.MessageId;
import org.apache.pulsar.client.api.Producer;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.Reader;
import org.apache.pulsar.client.api.Schema;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log against a broker of its own, which is killed and started again. */
class BrokerStoppedTest {

  /** Held, or its level is forgotten. */
  private static final Logger PULSAR = Logger.getLogger("org.apache.pulsar");

  private static final String TOPIC = "persistent://public/default/stopped";

  private static final SpanContext SPAN =
      SpanContext.create(
          "0af7651916cd43dd8448eb211c80319c",
          "b7ad6b7169203331",
          TraceFlags.getSampled(),
          TraceState.getDefault());

  private final EventCodec codec = new EventCodec();

  @Test
  void while_the_broker_is_gone_nothing_is_acknowledged_and_afterwards_everything_is_again(
      @TempDir Path data) throws Exception {
    PULSAR.setLevel(Level.OFF);
    ServerSettings settings =
        ServerSettings.standard(RealServers.project(), data)
            .withSizes(ServerSizes.small())
            .withEmbedded(Set.of(ServerKind.BROKER));
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    PulsarEventLog log =
        new PulsarEventLog(
            OpenTelemetry.propagating(
                ContextPropagators.create(W3CTraceContextPropagator.getInstance())),
            Sealers.plain(),
            registry);
    EmbeddedServers servers = launch(settings);
    try (PulsarClient client = client(servers);
        Producer<LoggedEvent> producer = producer(client)) {
      log.use(producer);
      LogPosition first = traced(log);
      assertTrue(log.ready());

      servers.kill();
      AppendException refused =
          assertThrows(AppendException.class, () -> append(log, "while gone", 2));
      assertEquals(ErrorCode.LOG_UNAVAILABLE, refused.code());
      refused.stored().forEach(position -> assertNull(position));
      Awaitility.await().atMost(Duration.ofMinutes(5)).until(() -> !log.ready());
      AppendException later = assertThrows(AppendException.class, () -> append(log, "later", 1));
      assertEquals("The event log is not connected to its broker.", later.getMessage());

      // On the ports that the client knows.
      servers = launch(settings.withPorts(servers.ports()));
      Awaitility.await().atMost(Duration.ofMinutes(5)).until(log::ready);
      List<LogPosition> again = append(log, "back", 3);
      assertTrue(again.getFirst().compareTo(first) > 0, again::toString);
      assertTrue(read(client).containsAll(List.of("traced-0", "back-0", "back-1", "back-2")));
      assertEquals(2, registry.get("meander.log.append").tag("outcome", "failed").timer().count());
    } finally {
      servers.kill();
    }
  }

  private LogPosition traced(PulsarEventLog log) {
    try (Scope _ = Span.wrap(SPAN).makeCurrent()) {
      return append(log, "traced", 1).getFirst();
    }
  }

  private List<LogPosition> append(PulsarEventLog log, String name, int events) {
    List<LoggedEvent.Decoded> appended = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      appended.add(
          codec.encode(
              new EventEnvelope(
                  new TenantId("default"),
                  new EventId(name + "-" + i),
                  new PersonId("p"),
                  Instant.parse("2025-03-01T10:00:00Z"),
                  null,
                  null,
                  Map.of(),
                  new BehaviorEvent.LoggedIn(null, null))));
    }
    return log.append(appended).await().atMost(Duration.ofMinutes(5));
  }

  /** Ids in the log; the traced event's message must carry its trace. */
  private List<String> read(PulsarClient client) throws Exception {
    List<String> ids = new ArrayList<>();
    try (Reader<byte[]> reader =
        client.newReader(Schema.BYTES).topic(TOPIC).startMessageId(MessageId.earliest).create()) {
      while (reader.hasMessageAvailable()) {
        Message<byte[]> message = reader.readNext(10, TimeUnit.SECONDS);
        if (codec.decode(message.getValue()) instanceof LoggedEvent.Decoded(var event, var wire)) {
          String id = event.eventId().value();
          assertEquals(
              id.startsWith("traced")
                  ? "00-" + SPAN.getTraceId() + "-" + SPAN.getSpanId() + "-01"
                  : null,
              message.getProperty("traceparent"));
          ids.add(id);
        }
      }
    }
    return ids;
  }

  private static EmbeddedServers launch(ServerSettings settings) {
    return EmbeddedServers.start(settings, line -> System.out.println("[broker] " + line));
  }

  private static PulsarClient client(EmbeddedServers servers) throws Exception {
    return PulsarClient.builder()
        .serviceUrl(servers.configuration().get("pulsar.client.serviceUrl"))
        .maxBackoffInterval(1, TimeUnit.SECONDS)
        .build();
  }

  private Producer<LoggedEvent> producer(PulsarClient client) throws Exception {
    return client
        .newProducer(new EventSchema(codec))
        .topic(TOPIC)
        .sendTimeout(2, TimeUnit.SECONDS)
        .blockIfQueueFull(false)
        .create();
  }
}
