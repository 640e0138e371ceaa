/** Tests of keys, seals and erasures. */
@NullMarked
package dev.meander.log.privacy;

import org.jspecify.annotations.NullMarked;
