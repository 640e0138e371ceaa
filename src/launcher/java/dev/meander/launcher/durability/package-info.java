/**
 * The proofs that what was acknowledged survives SIGKILL: of the broker while it writes, of the
 * service and of a replay in its middle. May depend on every other part of the launcher but its
 * commands, and on Pulsar's client.
 */
@NullMarked
package dev.meander.launcher.durability;

import org.jspecify.annotations.NullMarked;
