/**
 * The joints between stages: consumers, publishers, replay and failure policy, each to be read in
 * one screen. May depend on every stage.
 */
@NullMarked
package dev.meander.pipeline;

import org.jspecify.annotations.NullMarked;
