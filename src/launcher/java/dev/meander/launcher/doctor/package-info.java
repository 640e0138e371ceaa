/** What {@code ./meander doctor} looks at: the machine, the build, the running instance. */
@NullMarked
package dev.meander.launcher.doctor;

import org.jspecify.annotations.NullMarked;
