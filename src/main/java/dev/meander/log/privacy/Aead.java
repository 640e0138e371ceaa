package dev.meander.log.privacy;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * AES-256-GCM with random nonces (NIST SP 800-38D). A data key seals far fewer than the 2^32
 * messages for which those are safe. Not for several threads.
 */
final class Aead {

  static final int NONCE = 12;
  static final int TAG = 16;

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Cipher cipher;

  Aead() {
    try {
      cipher = Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES-GCM", e);
    }
  }

  static byte[] random(int length) {
    byte[] bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  /** Writes nonce, ciphertext and tag into {@code into} from {@code at} on. */
  void seal(SecretKey key, byte[] associated, byte[] plain, byte[] into, int at) {
    try {
      byte[] nonce = random(NONCE);
      System.arraycopy(nonce, 0, into, at, NONCE);
      cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(8 * TAG, nonce));
      cipher.updateAAD(associated);
      var _ = cipher.doFinal(plain, 0, plain.length, into, at + NONCE);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM refuses to encrypt", e);
    }
  }

  /**
   * Reads what {@link #seal} wrote from {@code at} to the end.
   *
   * @throws AEADBadTagException when key, associated data or bytes are not those that were sealed
   */
  byte[] open(SecretKey key, byte[] associated, byte[] sealed, int at) throws AEADBadTagException {
    if (sealed.length - at < NONCE + TAG) {
      throw new AEADBadTagException("too short");
    }
    try {
      cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(8 * TAG, sealed, at, NONCE));
      cipher.updateAAD(associated);
      return cipher.doFinal(sealed, at + NONCE, sealed.length - at - NONCE);
    } catch (AEADBadTagException e) {
      throw e;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM refuses to decrypt", e);
    }
  }
}
