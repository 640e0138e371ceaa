package dev.meander.projection;

import dev.meander.event.EventEnvelope;
import dev.meander.event.LogPosition;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event as it stands in the log.
 *
 * @param appendedAt when the log took it
 * @param key of the log's message, which stands for the person; null where it has none
 * @param payload the entry as it stands in the log; not copied, not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody; a copy of each buys nothing.
public record PositionedEvent(
    EventEnvelope envelope,
    LogPosition position,
    Instant appendedAt,
    @Nullable String key,
    byte[] payload) {

  /** As if it stood there: of what was put aside and is folded later, in the person's order. */
  PositionedEvent movedTo(LogPosition later, Instant at) {
    return new PositionedEvent(envelope, later, at, key, payload);
  }
}
