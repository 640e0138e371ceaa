package dev.meander.serving;

import dev.meander.event.TenantId;
import java.time.Clock;

/**
 * For whom answers are written, and by which clock their age is told.
 *
 * @param tenant the one that this process serves
 */
record Audience(TenantId tenant, Clock clock) {}
