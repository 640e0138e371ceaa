/**
 * Importers: what the entries of outside sources (web servers' logs, rows of files and databases)
 * mean as behaviour events. Pure: the same entries in the same order give the same events with the
 * same ids, so that a source can be imported again. Reading and sending is the caller's. May import
 * {@code event} and {@code platform}.
 */
@NullMarked
package dev.meander.ingest.importing;

import org.jspecify.annotations.NullMarked;
