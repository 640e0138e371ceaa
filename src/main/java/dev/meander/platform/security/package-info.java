/**
 * Who asks, and what they may: tokens (JWT) and API keys, their tenant and their scopes. Depends on
 * nothing of ours but the problems.
 */
@NullMarked
package dev.meander.platform.security;

import org.jspecify.annotations.NullMarked;
