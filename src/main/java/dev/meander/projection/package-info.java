/**
 * The read model: folds batches of the log into day cells and all that derives from them, in one
 * transaction with the position in the log. May depend on {@code interest} and {@code event}.
 */
@NullMarked
package dev.meander.projection;

import org.jspecify.annotations.NullMarked;
