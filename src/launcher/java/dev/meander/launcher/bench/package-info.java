/**
 * {@code ./meander bench}: what the service does beside what its servers and its machine could, in
 * one run on one machine. Numerator and denominator come from the same process, with the same
 * connections and sizes, round by round, so that a slow minute of the machine hits both.
 *
 * <p>May depend on the launcher's servers, service and sample stream, and on the log's wire form,
 * which an equal raw client must write too. A result without its method and spread is not printed.
 */
@NullMarked
package dev.meander.launcher.bench;

import org.jspecify.annotations.NullMarked;
