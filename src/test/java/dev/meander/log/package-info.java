/** Tests of the log's wire form, and of the log against a real broker. */
@NullMarked
package dev.meander.log;

import org.jspecify.annotations.NullMarked;
