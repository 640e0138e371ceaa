package dev.meander.log;

import dev.meander.event.LogPosition;
import org.apache.pulsar.client.api.MessageId;
import org.apache.pulsar.client.api.MessageIdAdv;
import org.apache.pulsar.client.api.TopicMessageId;
import org.apache.pulsar.client.impl.BatchMessageIdImpl;
import org.apache.pulsar.client.impl.MessageIdImpl;
import org.apache.pulsar.common.naming.TopicName;

/** Translates the broker's message ids. */
public final class LogPositions {

  private LogPositions() {}

  /** The message there; where the position is before every event, the beginning. */
  public static MessageId messageId(LogPosition position) {
    if (position.ledgerId() < 0) {
      return MessageId.earliest;
    }
    return position.batchIndex() < 0
        ? new MessageIdImpl(position.ledgerId(), position.entryId(), position.partition())
        : new BatchMessageIdImpl(
            position.ledgerId(), position.entryId(), position.partition(), position.batchIndex());
  }

  /** The same of an id that comes with its partition. */
  static LogPosition ofPartition(TopicMessageId id) {
    LogPosition position = of(id);
    return new LogPosition(
        TopicName.getPartitionIndex(id.getOwnerTopic()),
        position.ledgerId(),
        position.entryId(),
        position.batchIndex());
  }

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
