package dev.meander.projection;

import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import dev.meander.event.RetainedFacts;
import dev.meander.event.TenantId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The place in the log where a person is forgotten. While their erasure is under way no event of
 * theirs comes after it.
 *
 * @param key of the person's messages in the topics
 * @param erasure applied once, however often it stands in the log
 * @param personId null once nobody knows any more who it was
 * @param facts what the person's events came to, for a read model that could not read them
 */
public record PersonErasure(
    TenantId tenant,
    LogPosition position,
    String key,
    UUID erasure,
    @Nullable PersonId personId,
    RetainedFacts facts) {}
