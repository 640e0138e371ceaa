package dev.meander.ingest.importing;

import dev.meander.event.EventEnvelope;
import java.util.List;

/** What an importer made of one entry of a source. */
public sealed interface Imported {

  /**
   * @param events at least one, in their order; the tenant in them is not sent, the caller's
   *     credentials say it
   */
  record Events(List<EventEnvelope> events) implements Imported {
    public Events {
      events = List.copyOf(events);
    }
  }

  /**
   * A sound entry that is no behaviour of a shopper.
   *
   * @param reason one of a few, to be counted by
   */
  record LeftOut(String reason) implements Imported {}

  /**
   * An entry that can't be read.
   *
   * @param reason for the person who looks after the source
   */
  record Malformed(String reason) implements Imported {}
}
