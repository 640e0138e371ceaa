/**
 * The proof of an erasure: a replay of the whole log outside of the service, and a search for the
 * person in everything that is stored.
 */
@NullMarked
package dev.meander.launcher.erasure;

import org.jspecify.annotations.NullMarked;
