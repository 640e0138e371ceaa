/** Tests of the importers: what entries mean, without a file or a service. */
@NullMarked
package dev.meander.ingest.importing;

import org.jspecify.annotations.NullMarked;
