/** Tests of the joints, on real servers. */
@NullMarked
package dev.meander.pipeline;

import org.jspecify.annotations.NullMarked;
