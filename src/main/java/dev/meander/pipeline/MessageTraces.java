package dev.meander.pipeline;

import dev.meander.event.LogPosition;
import dev.meander.log.LogPositions;
import dev.meander.log.Topics;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.pulsar.client.api.Message;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Continues the traces that messages carry in their properties. A batch belongs to as many traces
 * as requests wrote its messages, so it gets a span in each of them: with one span and links to the
 * rest, as the conventions for batches suggest, a trace would end in front of the first topic.
 *
 * <p>Switched off, a batch costs one comparison and a message nothing. Any thread.
 */
@ApplicationScoped
class MessageTraces {

  /**
   * A batch of events that were posted one by one has as many traces as events: not all are kept.
   */
  private static final int MOST_SPANS = 200;

  private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
  private static final AttributeKey<String> DESTINATION =
      AttributeKey.stringKey("messaging.destination.name");
  private static final AttributeKey<String> OPERATION =
      AttributeKey.stringKey("messaging.operation.type");
  private static final AttributeKey<Long> BATCH =
      AttributeKey.longKey("messaging.batch.message_count");

  private final TextMapPropagator propagator;
  private final Tracer tracer;
  private final boolean off;

  @Inject
  MessageTraces(
      OpenTelemetry telemetry,
      @ConfigProperty(name = "quarkus.otel.sdk.disabled") Optional<Boolean> disabled) {
    this.propagator = telemetry.getPropagators().getTextMapPropagator();
    this.tracer = telemetry.getTracer("dev.meander.pipeline");
    this.off = disabled.orElse(false);
  }

  /**
   * Starts a span in each trace of a batch that was just received.
   *
   * @param size how many there are
   */
  BatchTrace begin(Topics topic, Iterable<? extends Message<?>> messages, int size) {
    if (off) {
      return BatchTrace.NONE;
    }
    Map<SpanContext, Context> spans = new HashMap<>();
    Map<LogPosition, Context> byPosition = new HashMap<>();
    for (Message<?> message : messages) {
      Context parent = propagator.extract(Context.root(), message, PROPERTIES);
      SpanContext traced = Span.fromContext(parent).getSpanContext();
      if (traced.isValid() && (spans.size() < MOST_SPANS || spans.containsKey(traced))) {
        Context span = spans.computeIfAbsent(traced, _ -> started(topic.localName(), parent, size));
        byPosition.put(LogPositions.of(message.getMessageId()), span);
      }
    }
    return spans.isEmpty()
        ? BatchTrace.NONE
        : new BatchTrace(propagator, spans.values(), byPosition);
  }

  private Context started(String topic, Context parent, int size) {
    return parent.with(
        tracer
            .spanBuilder("process " + topic)
            .setParent(parent)
            .setSpanKind(SpanKind.CONSUMER)
            .setAttribute(SYSTEM, "pulsar")
            .setAttribute(DESTINATION, topic)
            .setAttribute(OPERATION, "process")
            .setAttribute(BATCH, (long) size)
            .startSpan());
  }

  private static final TextMapGetter<Message<?>> PROPERTIES =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Message<?> message) {
          return message.getProperties().keySet();
        }

        @Override
        public @Nullable String get(@Nullable Message<?> message, String name) {
          return message == null ? null : message.getProperty(name);
        }
      };
}
