/** Tests of the model of a person. */
@NullMarked
package dev.meander.interest;

import org.jspecify.annotations.NullMarked;
