/** What a person sees of a command at work: a bar on a terminal, plain lines elsewhere. */
@NullMarked
package dev.meander.launcher.terminal;

import org.jspecify.annotations.NullMarked;
