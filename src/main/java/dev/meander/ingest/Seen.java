package dev.meander.ingest;

import dev.meander.event.LogPosition;

/**
 * What is remembered of an event in the log.
 *
 * @param content 64 bits that stand for the whole event in its wire form
 * @param request 64 bits that stand for the {@code Idempotency-Key} it came under; 0 for none
 * @param position where it stands
 */
record Seen(long content, long request, LogPosition position) {}
