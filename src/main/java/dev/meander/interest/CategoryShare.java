package dev.meander.interest;

import dev.meander.event.CategoryPath;

/**
 * @param share of a person's interest, 0 to 1
 */
public record CategoryShare(CategoryPath category, double share) {}
