package dev.meander.interest;

import dev.meander.event.CategoryPath;

/**
 * A candidate of a migration forecast.
 *
 * @param probability in (0, 1]
 * @param novel whether the person has no event in the category so far
 */
public record RankedCategory(CategoryPath category, double probability, boolean novel) {}
