package dev.meander.log;

import dev.meander.event.LogPosition;
import org.apache.pulsar.client.api.MessageId;
import org.apache.pulsar.client.api.MessageIdAdv;

/** Translates the broker's message ids. */
public final class LogPositions {

  private LogPositions() {}

  /**
   * Where that message stands.
   *
   * @throws IllegalArgumentException for an id that no broker gave out, such as that of several
   *     topics at once
   */
  public static LogPosition of(MessageId id) {
    if (id instanceof MessageIdAdv known) {
      return new LogPosition(
          known.getPartitionIndex(),
          known.getLedgerId(),
          known.getEntryId(),
          known.getBatchIndex());
    }
    throw new IllegalArgumentException("no position in one topic: " + id);
  }
}
