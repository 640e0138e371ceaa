/**
 * A shop's statistics with the names of its categories, and what they are counted from: the visits
 * of its people. May import what {@code scoring} may.
 */
@NullMarked
package dev.meander.scoring.shop;

import org.jspecify.annotations.NullMarked;
