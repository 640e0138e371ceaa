package dev.meander.interest;

import dev.meander.event.EventId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The 64 bits by which a day cell knows an event: the first eight bytes of SHA-256 over the id in
 * UTF-8. Two of n ids of one person and day collide with a probability of n²/2⁶⁵: 3·10⁻¹⁰ for a
 * full cell of 65,536, 3·10⁻¹⁶ for a busy day of 100; and nobody can look for ids that do.
 */
final class EventIdHash {

  private EventIdHash() {}

  static long of(EventId id) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(id.value().getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
