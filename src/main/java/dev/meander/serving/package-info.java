/**
 * Answers about people: views of the newest predictions in Redis, the REST reads over them and the
 * stream of their changes. May depend on {@code event}, {@code interest} and {@code platform}.
 */
@NullMarked
package dev.meander.serving;

import org.jspecify.annotations.NullMarked;
