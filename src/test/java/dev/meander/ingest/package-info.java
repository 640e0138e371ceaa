/** Tests of the intake, against the running service where its answers are looked at. */
@NullMarked
package dev.meander.ingest;

import org.jspecify.annotations.NullMarked;
