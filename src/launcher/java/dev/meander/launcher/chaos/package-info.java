/**
 * {@code ./meander chaos}: events at a steady rate and an account of what was acknowledged, while
 * the service and each of its servers is killed, paused and restarted; then the account is compared
 * with the read model, and the read model with a clean rebuild. May depend on every other part of
 * the launcher but its commands, on the events and on the pure fold.
 *
 * <p><b>What counts.</b> A request is sent again, the same bytes under the same {@code
 * Idempotency-Key}, until it is answered 202. Each of its events is acknowledged once, by the first
 * answer that says accepted or duplicate, however often it was sent. Some acknowledged requests are
 * sent once more without a key, as a forgetful client would; they acknowledge nothing anew. An
 * event that was stored but never acknowledged would be neither lost nor doubled; since every
 * request is sent until it is answered, there is none at the end.
 *
 * <p><b>Lost</b> is an acknowledged event that its day cell does not hold, <b>doubled</b> one that
 * cells or counts hold more often than once, <b>reordered</b> one that stands in the log before an
 * earlier one of the same person, or a cell whose newest events are not those of the account.
 */
@NullMarked
package dev.meander.launcher.chaos;

import org.jspecify.annotations.NullMarked;
