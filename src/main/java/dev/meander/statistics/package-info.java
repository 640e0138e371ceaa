/**
 * What the whole shop's people did, in counts: moves between categories, what is visited together,
 * popularity and the hazards of coming back; and the features of a person's next move that are
 * drawn from them. No feature names a category, so that a model of them works in any shop. Pure: no
 * I/O, clock or randomness. May depend on nothing of ours.
 */
@NullMarked
package dev.meander.statistics;

import org.jspecify.annotations.NullMarked;
