/** Tests of the read model. */
@NullMarked
package dev.meander.projection;

import org.jspecify.annotations.NullMarked;
