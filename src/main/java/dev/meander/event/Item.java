package dev.meander.event;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * An article as the client described it with the event.
 *
 * @param category null where the client does not know it
 * @param name at most 512 characters, for text models; null where unknown
 * @param price non-negative, in the shop's currency; null where unknown
 */
public record Item(
    ItemId id,
    @Nullable CategoryPath category,
    @Nullable String name,
    @Nullable BigDecimal price) {}
