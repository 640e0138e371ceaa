package dev.meander.log.privacy;

import java.nio.ByteBuffer;
import java.util.UUID;

/** Names one data key: 128 random bits that say nothing about the person. */
public record KeyId(long high, long low) {

  /** Length of the bytes. */
  static final int LENGTH = 2 * Long.BYTES;

  static KeyId of(UUID uuid) {
    return new KeyId(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
  }

  static KeyId read(ByteBuffer from) {
    return new KeyId(from.getLong(), from.getLong());
  }

  void put(ByteBuffer to) {
    to.putLong(high).putLong(low);
  }

  /** As the database keeps it. */
  public UUID uuid() {
    return new UUID(high, low);
  }

  @Override
  public String toString() {
    return uuid().toString();
  }
}
