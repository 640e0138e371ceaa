package dev.meander.ingest;

import dev.meander.event.EventEnvelope;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Hashes what is remembered of events. One for each request; not for several threads. */
final class Fingerprints {

  /** Stands for "no key". */
  static final long NONE = 0;

  private final MessageDigest digest;

  Fingerprints() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  SeenKey key(EventEnvelope envelope) {
    digest.update(envelope.tenant().value().getBytes(StandardCharsets.UTF_8));
    // Neither holds a control character, so this keeps "a" + "bc" and "ab" + "c" apart.
    digest.update((byte) 0);
    digest.update(envelope.eventId().value().getBytes(StandardCharsets.UTF_8));
    ByteBuffer hash = ByteBuffer.wrap(digest.digest());
    return new SeenKey(hash.getLong(), hash.getLong());
  }

  /** Of an event in its canonical form. */
  long content(byte[] wire) {
    return first(wire);
  }

  /** Of an {@code Idempotency-Key}; never {@link #NONE}. */
  long request(String idempotencyKey) {
    return first(idempotencyKey.getBytes(StandardCharsets.UTF_8)) | 1;
  }

  private long first(byte[] bytes) {
    return ByteBuffer.wrap(digest.digest(bytes)).getLong();
  }
}
