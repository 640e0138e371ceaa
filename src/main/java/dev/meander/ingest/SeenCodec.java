package dev.meander.ingest;

import dev.meander.event.LogPosition;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of what is remembered. The first is the version, which also has to change when events
 * are hashed in another form than before: what an earlier version remembered is then forgotten
 * instead of contradicting every retry.
 */
final class SeenCodec {

  private static final byte VERSION = 1;
  private static final int LENGTH = 1 + 8 + 8 + 4 + 8 + 8 + 4;

  private SeenCodec() {}

  static byte[] encode(Seen seen) {
    LogPosition at = seen.position();
    return ByteBuffer.allocate(LENGTH)
        .put(VERSION)
        .putLong(seen.content())
        .putLong(seen.request())
        .putInt(at.partition())
        .putLong(at.ledgerId())
        .putLong(at.entryId())
        .putInt(at.batchIndex())
        .array();
  }

  /** Null for the bytes of another version. */
  static @Nullable Seen decode(byte[] bytes) {
    ByteBuffer from = ByteBuffer.wrap(bytes);
    if (bytes.length != LENGTH || from.get() != VERSION) {
      return null;
    }
    return new Seen(
        from.getLong(),
        from.getLong(),
        new LogPosition(from.getInt(), from.getLong(), from.getLong(), from.getInt()));
  }
}
