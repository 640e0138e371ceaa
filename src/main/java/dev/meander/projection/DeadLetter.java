package dev.meander.projection;

import dev.meander.event.LogPosition;
import dev.meander.event.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the log that cannot be folded.
 *
 * @param appendedAt when the log took it
 * @param personKey the key of the log's message, the person as far as is known
 * @param reason for people to read
 * @param payload the entry as it stands in the log; not copied, not to be changed
 */
@SuppressWarnings(
    "ArrayRecordComponent") // Compared by nobody; a copy of each payload buys nothing.
public record DeadLetter(
    TenantId tenant,
    LogPosition position,
    Instant appendedAt,
    @Nullable String personKey,
    String reason,
    byte[] payload) {}
