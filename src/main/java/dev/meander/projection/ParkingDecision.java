package dev.meander.projection;

import dev.meander.event.EventEnvelope;
import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody decided about an entry that was put aside; an entry of the log itself, behind the
 * one that it is about.
 *
 * @param position where the decision stands
 * @param appendedAt when the log took the decision
 * @param key of the log's message, the same as that of the entry
 * @param entry where the entry stands
 * @param personId whose profile this may change; null where nobody could tell
 */
public record ParkingDecision(
    TenantId tenant,
    LogPosition position,
    Instant appendedAt,
    @Nullable String key,
    LogPosition entry,
    @Nullable PersonId personId,
    Act act) {

  /** What is to be done. */
  public sealed interface Act {

    /**
     * Another event stands in for the entry from now on.
     *
     * @param wire the decision as it stands in the log
     */
    @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
    record Mend(EventEnvelope event, byte[] wire) implements Act {}

    /** What is put aside of the person is folded, up to the next entry that cannot be. */
    record Retry() implements Act {}

    /** The entry is taken out as if it had never been; the rest is tried again. */
    record Discard() implements Act {}
  }
}
