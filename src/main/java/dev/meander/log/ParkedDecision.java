package dev.meander.log;

import dev.meander.event.EventEnvelope;
import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody decided about an entry of the log that could not be folded; an entry itself, in the
 * partition of the one that it is about. Since it stands in the log, whoever reads that anew comes
 * to the same.
 *
 * @param id the same in each attempt to write it
 * @param entry where the entry stands
 * @param personId whose profile this may change; null where nobody can tell
 */
public record ParkedDecision(
    TenantId tenant, UUID id, Instant at, LogPosition entry, @Nullable PersonId personId, Act act) {

  /** What is to be done. */
  public sealed interface Act {

    /** The event stands in for the entry. */
    record Mend(EventEnvelope event) implements Act {}

    /** What is put aside of the person is tried again. */
    record Retry() implements Act {}

    /** The entry is taken out as if it had never been. */
    record Discard() implements Act {}
  }
}
