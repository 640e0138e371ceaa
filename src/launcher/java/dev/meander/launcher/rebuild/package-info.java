/**
 * Versions of the read model, asked for and switched over the REST interface of a service. Depends
 * on the JDK and Jackson only.
 */
@NullMarked
package dev.meander.launcher.rebuild;

import org.jspecify.annotations.NullMarked;
