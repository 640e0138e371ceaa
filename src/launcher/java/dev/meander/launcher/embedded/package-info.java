/**
 * The embedded servers: a real Pulsar standalone, PostgreSQL and Redis, each a child process made
 * from Maven artefacts, under one data folder. Knows nothing of the service beyond the names of its
 * configuration; may depend on nothing of ours.
 */
@NullMarked
package dev.meander.launcher.embedded;

import org.jspecify.annotations.NullMarked;
