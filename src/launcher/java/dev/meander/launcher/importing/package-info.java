/**
 * Reads files and databases entry by entry, lets the importers of {@code ingest} say what they
 * mean, and hands the events to {@code replay}, which sends them.
 */
@NullMarked
package dev.meander.launcher.importing;

import org.jspecify.annotations.NullMarked;
