/**
 * Judges rankings of the next category on published sets: replays a set into the shop's statistics
 * and people's histories through the code that serves, and writes the ranks of the truth. May
 * depend on {@code statistics} and {@code scoring}, whose ranker it judges.
 */
@NullMarked
package dev.meander.launcher.evaluation;

import org.jspecify.annotations.NullMarked;
