/**
 * What keeps a person's events unreadable to whoever has no key, and to everybody once the key is
 * gone: keys per person wrapped by a master key, the sealed form of entries, and erasures. Part of
 * {@code log}; may import what it may.
 */
@NullMarked
package dev.meander.log.privacy;

import org.jspecify.annotations.NullMarked;
