/**
 * Vectors of what categories are called, by a shipped text encoder, and through them which names
 * are like each other. May import what {@code scoring} may.
 */
@NullMarked
package dev.meander.scoring.names;

import org.jspecify.annotations.NullMarked;
