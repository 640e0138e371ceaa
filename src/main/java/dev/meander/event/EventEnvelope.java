package dev.meander.event;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event with what identifies and places it.
 *
 * @param eventId the client's; a retry carries the same with the same {@code occurredAt}
 * @param occurredAt when it happened, by the client's clock; millisecond precision
 * @param source the collector, such as {@code web}; null where unknown
 * @param sessionId the client's session; null where unknown
 * @param context free attributes, at most 32
 */
public record EventEnvelope(
    TenantId tenant,
    EventId eventId,
    PersonId personId,
    Instant occurredAt,
    @Nullable String source,
    @Nullable String sessionId,
    Map<String, String> context,
    BehaviorEvent event) {

  public EventEnvelope {
    context = Map.copyOf(context);
  }

  public EventKind kind() {
    return event.kind();
  }
}
