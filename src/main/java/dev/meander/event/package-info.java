/**
 * The facts: what people did in a shop, as immutable values. Pure; depends on nothing of ours and
 * on no I/O, clock or randomness.
 */
@NullMarked
package dev.meander.event;

import org.jspecify.annotations.NullMarked;
