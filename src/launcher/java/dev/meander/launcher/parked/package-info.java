/**
 * What a service has put aside, asked and decided over its REST interface. Depends on the JDK and
 * Jackson only.
 */
@NullMarked
package dev.meander.launcher.parked;

import org.jspecify.annotations.NullMarked;
