package dev.meander.projection;

import dev.meander.event.LogPosition;
import dev.meander.event.TenantId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the log whose person was erased: passed over and counted.
 *
 * @param key that it was sealed with; null where it was never sealed
 * @param erasure of whom it is where it was never sealed; null where it was
 */
public record ErasedEntry(
    TenantId tenant, LogPosition position, @Nullable UUID key, @Nullable UUID erasure) {}
