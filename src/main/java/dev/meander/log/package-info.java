/**
 * The log of events: the port {@link dev.meander.log.EventLog}, its Pulsar adapter, the versioned
 * wire form with its registered schema, and the topics. Owns the broker. May import {@code event}
 * and {@code platform}.
 */
@NullMarked
package dev.meander.log;

import org.jspecify.annotations.NullMarked;
