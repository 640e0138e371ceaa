/**
 * The model of a person: day cells, the fold of events into them, the profile derived from them,
 * and the answers given about a person. Pure: no I/O, clock or randomness. May depend on {@code
 * event}.
 */
@NullMarked
package dev.meander.interest;

import org.jspecify.annotations.NullMarked;
