/**
 * Measurements drawn as one self-contained SVG file, for figures in documents. May depend on
 * nothing of ours.
 */
@NullMarked
package dev.meander.launcher.chart;

import org.jspecify.annotations.NullMarked;
