/**
 * What a client can see, over HTTP and nothing else: no class of the service, no table and no
 * topic. May depend on the servers of the tests and on nothing of ours besides.
 */
@NullMarked
package dev.meander.acceptance;

import org.jspecify.annotations.NullMarked;
