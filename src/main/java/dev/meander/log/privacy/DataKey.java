package dev.meander.log.privacy;

import javax.crypto.SecretKey;

/**
 * The key that seals what is known of one person, until they are erased: who comes back afterwards
 * is given another.
 *
 * @param pseudonym the key of the person's messages: random, but for the partition that the
 *     person's id leads to
 */
public record DataKey(KeyId id, String pseudonym, SecretKey secret) {

  /** Without the secret. */
  @Override
  public String toString() {
    return "DataKey[" + id + "]";
  }
}
