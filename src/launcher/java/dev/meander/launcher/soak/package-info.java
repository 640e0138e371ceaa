/**
 * {@code ./meander soak}: a steady stream of events and reads for a long while, with an account of
 * what was acknowledged and a look at every process once in a few seconds; then it is judged
 * whether anything grew or was lost. May depend on every other part of the launcher but its
 * commands, on the events and on the pure fold.
 *
 * <p><b>Live heap</b> is what a full collection leaves, which is asked for thirty times a run: what
 * is merely used between two collections tells of the collector and not of a leak.
 *
 * <p><b>Flat</b> is a measure whose slope over the last two thirds of the run ({@link Trend}) is
 * within its tolerance, or not surely above nought. The first third warms up: code is compiled,
 * pools and bounded caches fill; people are few and the statistics' bound is low, so that histories
 * and tables are full by then, which in a large shop takes hours. Of the servers, which hold caches
 * of a configured size, the largest resident set has to stay below a limit.
 *
 * <p><b>Lost</b> is an acknowledged event that no day cell of its person counts, <b>doubled</b> one
 * that is counted more often than it was sent.
 */
@NullMarked
package dev.meander.launcher.soak;

import org.jspecify.annotations.NullMarked;
