@NullMarked
package dev.meander.scoring.names;

import org.jspecify.annotations.NullMarked;
