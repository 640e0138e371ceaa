package dev.meander.projection;

import dev.meander.event.LogPosition;
import dev.meander.event.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the log that is put aside: it cannot be folded, or stands behind one of its person
 * that cannot.
 *
 * @param appendedAt when the log took it
 * @param personKey the key of the log's message, the person as far as is known
 * @param reason a word of the machine's, and nothing of what the entry says: it is kept unsealed
 * @param payload the entry as it stands in the log; not copied, not to be changed
 */
@SuppressWarnings(
    "ArrayRecordComponent") // Compared by nobody; a copy of each payload buys nothing.
public record DeadLetter(
    TenantId tenant,
    LogPosition position,
    Instant appendedAt,
    @Nullable String personKey,
    String reason,
    byte[] payload) {

  /** Why an entry is put aside that is fit itself: one before it is not. */
  public static final String BEHIND = "BEHIND";

  DeadLetter because(String other) {
    return new DeadLetter(tenant, position, appendedAt, personKey, other, payload);
  }
}
