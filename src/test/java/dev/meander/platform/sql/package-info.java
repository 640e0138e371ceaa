@NullMarked
package dev.meander.platform.sql;

import org.jspecify.annotations.NullMarked;
