package dev.meander.pipeline;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands where the collector is, in tests that switch tracing on. */
@Singleton
public class RememberedSpans implements SpanExporter {

  private final List<SpanData> finished = new CopyOnWriteArrayList<>();

  List<SpanData> of(String traceId) {
    return finished.stream().filter(span -> span.getTraceId().equals(traceId)).toList();
  }

  /** For a failed test to tell. */
  @Override
  public String toString() {
    return finished.stream()
        .filter(span -> span.getName().startsWith("POST"))
        .map(span -> span.getTraceId() + "/" + span.getParentSpanId() + " " + span.getName())
        .toList()
        .toString();
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    finished.addAll(spans);
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode flush() {
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode shutdown() {
    return CompletableResultCode.ofSuccess();
  }
}
