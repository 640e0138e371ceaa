package dev.meander.projection;

import dev.meander.event.LogPosition;
import dev.meander.event.TenantId;

/** An entry of the log whose person was erased: passed over and counted. */
public record ErasedEntry(TenantId tenant, LogPosition position) {}
