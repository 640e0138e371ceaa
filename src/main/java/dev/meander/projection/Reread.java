package dev.meander.projection;

import dev.meander.event.EventEnvelope;

/** What an entry that was put aside holds when it is read again. */
public sealed interface Reread {

  /** An event; whether it folds is another question. */
  record Fit(EventEnvelope envelope) implements Reread {}

  /**
   * No event.
   *
   * @param reason as in {@link DeadLetter#reason}
   */
  record Unfit(String reason) implements Reread {}

  /** Its person was erased. */
  record Gone() implements Reread {}
}
