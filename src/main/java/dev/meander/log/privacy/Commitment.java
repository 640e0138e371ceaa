package dev.meander.log.privacy;

import dev.meander.event.PersonId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Ties a receipt to a person without naming them: SHA-256 of a random nonce and the id. The nonce
 * is told once, to the one who asked, and kept nowhere; without it nobody can try ids out.
 *
 * @param nonce 32 hexadecimal digits
 * @param hash 64 hexadecimal digits
 */
public record Commitment(String nonce, String hash) {

  private static final int NONCE_BYTES = 16;

  static Commitment to(PersonId person) {
    String nonce = HexFormat.of().formatHex(Aead.random(NONCE_BYTES));
    return new Commitment(nonce, hash(nonce, person));
  }

  /** What the receipt of that person holds. */
  public static String hash(String nonce, PersonId person) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update((nonce + "\0" + person.value()).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
