package dev.meander.log.privacy;

/** What became of a message that may be sealed. */
public sealed interface Opened {

  /**
   * Readable.
   *
   * @param bytes the plain form; not to be changed
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Plain(byte[] bytes) implements Opened {}

  /** Its key is gone: the person was erased. */
  record Erased(KeyId key) implements Opened {}

  /** Its key is there and does not fit: the bytes or their place are not those that were sealed. */
  record Damaged(KeyId key) implements Opened {}
}
