/**
 * Streams events from a file or a generator to {@code POST /v1/events}: in parallel lanes that keep
 * each person's order, with a position from which an interrupted run goes on with equal totals.
 * Depends on the JDK and Jackson only.
 */
@NullMarked
package dev.meander.launcher.replay;

import org.jspecify.annotations.NullMarked;
