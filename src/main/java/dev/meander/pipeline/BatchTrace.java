package dev.meander.pipeline;

import dev.meander.event.LogPosition;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The spans of one batch: one in each trace that its messages belong to. Any thread. */
final class BatchTrace {

  /** Of a batch that nobody traces. */
  static final BatchTrace NONE = new BatchTrace(TextMapPropagator.noop(), List.of(), Map.of());

  private final TextMapPropagator propagator;
  private final Collection<Context> spans;
  private final Map<LogPosition, Context> byPosition;

  /**
   * @param spans each holds a span that has started
   * @param byPosition the span that belongs to each traced message
   */
  BatchTrace(
      TextMapPropagator propagator,
      Collection<Context> spans,
      Map<LogPosition, Context> byPosition) {
    this.propagator = propagator;
    this.spans = spans;
    this.byPosition = byPosition;
  }

  /** What a message takes along that came of the one there; empty where that is not traced. */
  Map<String, String> carriedFrom(LogPosition position) {
    Context context = byPosition.get(position);
    if (context == null) {
      return Map.of();
    }
    Map<String, String> carried = new HashMap<>();
    propagator.inject(context, carried, (map, name, value) -> carried.put(name, value));
    return carried;
  }

  /** Something that all spans of the batch went through now. */
  void passed(String milestone) {
    spans.forEach(context -> Span.fromContext(context).addEvent(milestone));
  }

  /** An attempt that failed; the batch goes on. */
  void failed(Throwable failure) {
    spans.forEach(context -> Span.fromContext(context).recordException(failure));
  }

  /**
   * @param failure why the batch was given up, null where it was not
   */
  void end(@Nullable Throwable failure) {
    for (Context context : spans) {
      Span span = Span.fromContext(context);
      if (failure != null) {
        span.recordException(failure);
        span.setStatus(StatusCode.ERROR);
      }
      span.end();
    }
  }
}
