package dev.meander.serving;

import dev.meander.event.LogPosition;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * The stored form of an {@link Answer}: form (1 byte), position (4 + 8 + 8 + 4), time of the log in
 * milliseconds (8), place of the age (4), length of the tag (2), tag, JSON; big-endian.
 */
final class AnswerCodec {

  private static final byte FORM = 1;
  private static final int FIXED = 1 + 24 + 8 + 4 + 2;

  private AnswerCodec() {}

  static byte[] encode(Answer answer) {
    byte[] etag = answer.etag().getBytes(StandardCharsets.US_ASCII);
    LogPosition position = answer.position();
    return ByteBuffer.allocate(FIXED + etag.length + answer.json().length)
        .put(FORM)
        .putInt(position.partition())
        .putLong(position.ledgerId())
        .putLong(position.entryId())
        .putInt(position.batchIndex())
        .putLong(answer.appendedAt().toEpochMilli())
        .putInt(answer.ageAt())
        .putShort((short) etag.length)
        .put(etag)
        .put(answer.json())
        .array();
  }

  /** Reads what {@link #encode} wrote; empty for another form, as if nothing were stored. */
  static Optional<Answer> decode(byte[] stored) {
    if (stored.length < FIXED || stored[0] != FORM) {
      return Optional.empty();
    }
    ByteBuffer from = ByteBuffer.wrap(stored, 1, stored.length - 1);
    LogPosition position =
        new LogPosition(from.getInt(), from.getLong(), from.getLong(), from.getInt());
    Instant appendedAt = Instant.ofEpochMilli(from.getLong());
    int ageAt = from.getInt();
    byte[] etag = new byte[from.getShort()];
    from.get(etag);
    byte[] json = new byte[from.remaining()];
    from.get(json);
    return Optional.of(
        new Answer(position, appendedAt, new String(etag, StandardCharsets.US_ASCII), json, ageAt));
  }
}
