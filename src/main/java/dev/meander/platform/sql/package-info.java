/** Statements on the database outside of the read model's transactions. */
@NullMarked
package dev.meander.platform.sql;

import org.jspecify.annotations.NullMarked;
