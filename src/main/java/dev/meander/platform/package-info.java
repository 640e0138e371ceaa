/**
 * What every stage shares: error codes, problem answers, the clock, tenancy, roles. Depends on
 * nothing of ours.
 */
@NullMarked
package dev.meander.platform;

import org.jspecify.annotations.NullMarked;
