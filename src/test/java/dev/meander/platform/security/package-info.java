@NullMarked
package dev.meander.platform.security;

import org.jspecify.annotations.NullMarked;
