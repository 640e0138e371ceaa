package dev.meander.log.privacy;

import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Finds a person's key without their id: HMAC-SHA256 of the id under a secret of the tenant's,
 * which a master key wraps. Whoever has the table and no master key can't try out ids.
 */
record PersonLookup(SecretKey secret) {

  static final int SECRET_BYTES = 32;
  static final int LENGTH = 32;

  private static final String ALGORITHM = "HmacSHA256";

  static PersonLookup of(byte[] secret) {
    return new PersonLookup(new SecretKeySpec(secret, ALGORITHM));
  }

  byte[] of(TenantId tenant, PersonId person) {
    // Neither holds a control character, so this keeps "a" + "bc" and "ab" + "c" apart.
    return hash(tenant.value() + "\0" + person.value());
  }

  /** The same of the key of messages in the log, which tells nothing of the hash of an equal id. */
  byte[] ofMessages(TenantId tenant, String key) {
    return hash(tenant.value() + "\0\0" + key);
  }

  private byte[] hash(String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      mac.update(text.getBytes(StandardCharsets.UTF_8));
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA256", e);
    }
  }
}
