/** Tests of scoring. */
@NullMarked
package dev.meander.scoring;

import org.jspecify.annotations.NullMarked;
