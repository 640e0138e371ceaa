package dev.meander.log.privacy;

import dev.meander.event.TenantId;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.SortedMap;

/**
 * Signs receipts with the tenant's Ed25519 key (RFC 8032), which is made with the first one and
 * which a master key wraps.
 */
@Singleton
public final class Receipts {

  private static final String ALGORITHM = "Ed25519";

  private final KeyRing ring;

  @Inject
  Receipts(KeyRing ring) {
    this.ring = ring;
  }

  /** The key that verifies the tenant's receipts. */
  public Uni<PublicKey> publicKey(TenantId tenant) {
    return pair(tenant).map(KeyPair::getPublic);
  }

  /** Signs what it says; values are strings and whole numbers. */
  public Uni<SignedReceipt> sign(TenantId tenant, SortedMap<String, Object> claims) {
    return pair(tenant)
        .map(
            pair ->
                new SignedReceipt(
                    claims,
                    SignedReceipt.keyId(pair.getPublic()),
                    signature(pair.getPrivate(), SignedReceipt.canonical(claims))));
  }

  private static byte[] signature(PrivateKey key, byte[] signed) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      signature.update(signed);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
  }

  private Uni<KeyPair> pair(TenantId tenant) {
    return ring.secret(tenant, "receipts", Receipts::fresh).map(Receipts::read);
  }

  /** Both halves, each behind its length. */
  private static byte[] fresh() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
      byte[] secret = pair.getPrivate().getEncoded();
      byte[] open = pair.getPublic().getEncoded();
      return ByteBuffer.allocate(2 * Integer.BYTES + secret.length + open.length)
          .putInt(secret.length)
          .put(secret)
          .putInt(open.length)
          .put(open)
          .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
  }

  private static KeyPair read(byte[] both) {
    ByteBuffer from = ByteBuffer.wrap(both);
    byte[] secret = new byte[from.getInt()];
    from.get(secret);
    byte[] open = new byte[from.getInt()];
    from.get(open);
    try {
      KeyFactory factory = KeyFactory.getInstance(ALGORITHM);
      return new KeyPair(
          factory.generatePublic(new X509EncodedKeySpec(open)),
          factory.generatePrivate(new PKCS8EncodedKeySpec(secret)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the tenant's signing key is damaged", e);
    }
  }
}
