/**
 * The read model seen from outside the service: what PostgreSQL holds, reduced to checksums, and
 * how far it lags behind the log. Depends on the JDK, Jackson and the PostgreSQL driver only.
 */
@NullMarked
package dev.meander.launcher.readmodel;

import org.jspecify.annotations.NullMarked;
