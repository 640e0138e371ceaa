package dev.meander.serving;

import dev.meander.event.LogPosition;
import dev.meander.interest.Joint;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The stored form of an {@link Answer}: form (1 byte), position (4 + 8 + 8 + 4), time of the log in
 * milliseconds (8), place of the age (4), length of the tag (2), tag, JSON; big-endian. Where the
 * person has other names, another form: their number (2) and places before the tag's length.
 */
final class AnswerCodec {

  private static final byte FORM = 1;
  private static final byte FORM_OF_NAMES = 2;
  private static final int POSITION = 24;
  private static final int FIXED = 1 + 24 + 8 + 4 + 2;

  private AnswerCodec() {}

  static byte[] encode(Answer answer) {
    byte[] etag = answer.etag().getBytes(StandardCharsets.US_ASCII);
    int others = answer.joint().others().size();
    ByteBuffer to =
        ByteBuffer.allocate(
            FIXED + (others == 0 ? 0 : 2 + others * POSITION) + etag.length + answer.json().length);
    put(to.put(others == 0 ? FORM : FORM_OF_NAMES), answer.position())
        .putLong(answer.appendedAt().toEpochMilli())
        .putInt(answer.ageAt());
    if (others > 0) {
      ByteBuffer _ = to.putShort((short) others);
      for (LogPosition other : answer.joint().others()) {
        ByteBuffer _ = put(to, other);
      }
    }
    return to.putShort((short) etag.length).put(etag).put(answer.json()).array();
  }

  private static ByteBuffer put(ByteBuffer to, LogPosition position) {
    return to.putInt(position.partition())
        .putLong(position.ledgerId())
        .putLong(position.entryId())
        .putInt(position.batchIndex());
  }

  private static LogPosition position(ByteBuffer from) {
    return new LogPosition(from.getInt(), from.getLong(), from.getLong(), from.getInt());
  }

  /** Reads what {@link #encode} wrote; empty for another form, as if nothing were stored. */
  static Optional<Answer> decode(byte[] stored) {
    if (stored.length < FIXED || (stored[0] != FORM && stored[0] != FORM_OF_NAMES)) {
      return Optional.empty();
    }
    ByteBuffer from = ByteBuffer.wrap(stored, 1, stored.length - 1);
    LogPosition position = position(from);
    Instant appendedAt = Instant.ofEpochMilli(from.getLong());
    int ageAt = from.getInt();
    List<LogPosition> others = new ArrayList<>();
    for (int left = stored[0] == FORM ? 0 : from.getShort(); left > 0; left--) {
      others.add(position(from));
    }
    byte[] etag = new byte[from.getShort()];
    from.get(etag);
    byte[] json = new byte[from.remaining()];
    from.get(json);
    return Optional.of(
        new Answer(
            position,
            appendedAt,
            new String(etag, StandardCharsets.US_ASCII),
            json,
            ageAt,
            new Joint(0, others)));
  }
}
