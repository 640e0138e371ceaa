/**
 * The few shared, pipelined connections to Redis, which come back by themselves. Depends on nothing
 * of ours.
 */
@NullMarked
package dev.meander.platform.redis;

import org.jspecify.annotations.NullMarked;
