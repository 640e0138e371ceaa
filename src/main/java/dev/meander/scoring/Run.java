package dev.meander.scoring;

import dev.meander.event.CategoryPath;

/**
 * Consecutive events of one category.
 *
 * @param start of its first event, milliseconds since the epoch
 * @param end of its last event, milliseconds since the epoch
 * @param events 1 and up
 * @param session counted from 0 within the person's recent events
 */
record Run(CategoryPath category, long start, long end, int events, int session) {}
