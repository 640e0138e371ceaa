/** Tests of what the artefacts carry: native metadata, manifests, the README. */
@NullMarked
package dev.meander.packaging;

import org.jspecify.annotations.NullMarked;
