package dev.meander.interest;

import dev.meander.event.CategoryPath;
import dev.meander.event.EventKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event as the models see it.
 *
 * @param category null for events without an item or of unknown category
 * @param itemId null for events without an item
 * @param dwellMs milliseconds; null where unknown
 */
public record RecentEvent(
    Instant occurredAt,
    String eventId,
    EventKind kind,
    @Nullable CategoryPath category,
    @Nullable String itemId,
    @Nullable Long dwellMs) {}
