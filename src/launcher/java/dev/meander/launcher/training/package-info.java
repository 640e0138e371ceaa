/**
 * Makes the set that models are trained on: replays a log through the codec and the fold that
 * serve, and writes what a model would be shown at sampled moments and what happened afterwards.
 * May depend on {@code event}, {@code interest}, {@code log}, {@code scoring}, {@code statistics},
 * the sample and {@code evaluation}, whose sets it writes.
 */
@NullMarked
package dev.meander.launcher.training;

import org.jspecify.annotations.NullMarked;
