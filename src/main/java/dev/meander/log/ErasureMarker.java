package dev.meander.log;

import dev.meander.event.RetainedFacts;
import dev.meander.event.TenantId;
import java.time.Instant;
import java.util.UUID;

/**
 * The entry of the log that says: whose messages this key sealed is forgotten. It names nobody.
 *
 * @param erasure the same in each attempt to write it; the first one counts
 * @param key id of the key that is destroyed
 * @param facts what the person's readable events before it came to
 */
public record ErasureMarker(
    TenantId tenant, UUID erasure, UUID key, Instant at, RetainedFacts facts) {}
