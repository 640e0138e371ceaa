/**
 * The proof that an acknowledged event survives SIGKILL of the embedded broker. May depend on
 * {@code embedded} and Pulsar's client.
 */
@NullMarked
package dev.meander.launcher.durability;

import org.jspecify.annotations.NullMarked;
