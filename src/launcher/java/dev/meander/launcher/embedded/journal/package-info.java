/**
 * What a bookie's journal looks like after SIGKILL, and its repair. Knows the files alone; may
 * depend on nothing of ours.
 */
@NullMarked
package dev.meander.launcher.embedded.journal;

import org.jspecify.annotations.NullMarked;
