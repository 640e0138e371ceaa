/**
 * Takes events over REST, checks them and appends them to the log. Owns the look-up of ids seen.
 * May import {@code log}, {@code event} and {@code platform}.
 */
@NullMarked
package dev.meander.ingest;

import org.jspecify.annotations.NullMarked;
