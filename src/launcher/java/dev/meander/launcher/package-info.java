/**
 * What {@code ./meander} runs: embedded servers as child processes, the service's process, replay,
 * sample stream, bench and doctor. Compiled with the tests and never part of the artefact.
 */
@NullMarked
package dev.meander.launcher;

import org.jspecify.annotations.NullMarked;
