package dev.meander.interest;

import dev.meander.event.BehaviorEvent.ConsentChanged;
import dev.meander.event.EventEnvelope;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Whether a person may be profiled, and from when on: what their changes of consent come to, taken
 * in the order of the log. A withdrawal counts whenever it comes; a grant only where it was given
 * after the withdrawal in force, so that an old one on its way allows nothing.
 *
 * @param granted whether profiling is allowed
 * @param since where granted: what happened earlier is not covered; else the newest withdrawal.
 *     Whole milliseconds; null where consent was never withdrawn
 */
public record Consent(boolean granted, @Nullable Instant since) {

  /** Of somebody who never withdrew it. */
  public static final Consent UNASKED = new Consent(true, null);

  /**
   * The consent behind this event.
   *
   * @param appendedAt when the log took it: a client's clock that runs ahead moves nothing
   */
  public Consent after(EventEnvelope envelope, Instant appendedAt) {
    if (!(envelope.event() instanceof ConsentChanged(boolean grants))) {
      return this;
    }
    Instant occurredAt = envelope.occurredAt();
    Instant at =
        (occurredAt.isAfter(appendedAt) ? appendedAt : occurredAt).truncatedTo(ChronoUnit.MILLIS);
    boolean older = since != null && at.isBefore(since);
    if (grants) {
      return granted || older ? this : new Consent(true, at);
    }
    return new Consent(false, older ? since : at);
  }

  /** Whether what happened then, and stands in the log here, may be profiled. */
  public boolean covers(Instant occurredAt) {
    return granted && (since == null || !occurredAt.isBefore(since));
  }

  /** Whether the event withdraws consent. */
  public static boolean isWithdrawal(EventEnvelope envelope) {
    return envelope.event() instanceof ConsentChanged(boolean grants) && !grants;
  }
}
