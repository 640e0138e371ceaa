package dev.meander.log.privacy;

import dev.meander.event.TenantId;
import dev.meander.log.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The sealed form of a message: {@code M}, the version (2: version 1 is the plain form), the key's
 * id, nonce, ciphertext and tag. Neither the JSON of a plain event nor the Avro of a plain profile
 * can begin with an {@code M}. Tenant, topic, version and key id are authenticated.
 */
final class SealedForm {

  static final byte MAGIC = 'M';
  static final byte VERSION = 2;
  static final int HEADER = 2 + KeyId.LENGTH;

  private SealedForm() {}

  /** Bytes of the form beside those of its content. */
  static final int OVERHEAD = HEADER + Aead.NONCE + Aead.TAG;

  static boolean isSealed(byte[] bytes) {
    return bytes.length >= HEADER && bytes[0] == MAGIC && bytes[1] == VERSION;
  }

  /** The key that a message needs; empty for a plain one. */
  static Optional<KeyId> keyOf(byte[] bytes) {
    return isSealed(bytes)
        ? Optional.of(KeyId.read(ByteBuffer.wrap(bytes, 2, KeyId.LENGTH)))
        : Optional.empty();
  }

  /** A header in a buffer with room for the rest. */
  static byte[] begin(KeyId key, int contentLength) {
    byte[] bytes = new byte[OVERHEAD + contentLength];
    ByteBuffer buffer = ByteBuffer.wrap(bytes).put(MAGIC).put(VERSION);
    key.put(buffer);
    return bytes;
  }

  static byte[] associated(TenantId tenant, Topics topic, KeyId key) {
    byte[] names =
        (tenant.value() + "\0" + topic.localName() + "\0").getBytes(StandardCharsets.UTF_8);
    ByteBuffer buffer =
        ByteBuffer.allocate(names.length + HEADER).put(names).put(MAGIC).put(VERSION);
    key.put(buffer);
    return buffer.array();
  }
}
