package dev.meander.projection;

import dev.meander.event.EventEnvelope;
import dev.meander.event.LogPosition;
import java.time.Instant;

/**
 * An event as it stands in the log.
 *
 * @param appendedAt when the log took it
 */
public record PositionedEvent(EventEnvelope envelope, LogPosition position, Instant appendedAt) {}
