/** Tests of the reads and of the store of views. */
@NullMarked
package dev.meander.serving;

import org.jspecify.annotations.NullMarked;
