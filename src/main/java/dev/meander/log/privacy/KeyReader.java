package dev.meander.log.privacy;

import dev.meander.event.TenantId;
import dev.meander.log.Topics;
import dev.meander.log.privacy.MasterKeys.Wrapped;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Every key of a tenant at once, for whoever reads a whole log outside of the service. */
public final class KeyReader {

  private final MasterKeys masters;
  private final TenantId tenant;
  private final Map<KeyId, DataKey> keys = new HashMap<>();
  private final Map<ByteBuffer, Instant> erased = new HashMap<>();
  private @Nullable PersonLookup lookup;

  public KeyReader(MasterKeys masters, TenantId tenant) {
    this.masters = masters;
    this.tenant = tenant;
  }

  /**
   * Takes a row of {@code person_key} in.
   *
   * @throws IllegalStateException when its master key is not here
   */
  public void add(UUID keyId, String masterId, byte[] wrapped) {
    KeyId id = KeyId.of(keyId);
    byte[] secret =
        masters.unwrap(new Wrapped(masterId, wrapped), PostgresPersonKeys.purpose(tenant, id));
    keys.put(id, new DataKey(id, "", new SecretKeySpec(secret, "AES")));
  }

  /** Takes the tenant's secret in, under which keys of messages are hashed. */
  public void addLookup(String masterId, byte[] wrapped) {
    lookup =
        PersonLookup.of(
            masters.unwrap(
                new Wrapped(masterId, wrapped), KeyRing.purpose(tenant, KeyRing.LOOKUP)));
  }

  /** Takes a row of {@code erased_clear} in. */
  public void addErased(byte[] hash, Instant until) {
    erased.put(ByteBuffer.wrap(hash), until);
  }

  /**
   * Whether an entry that was never sealed is passed over, for its person was erased.
   *
   * @param key of the message
   * @param appendedAt when the log took it
   */
  public boolean passesOver(String key, Instant appendedAt) {
    PersonLookup hashing = lookup;
    if (erased.isEmpty() || hashing == null) {
      return false;
    }
    Instant until = erased.get(ByteBuffer.wrap(hashing.ofMessages(tenant, key)));
    return until != null && !appendedAt.isAfter(until);
  }

  /** What opens messages of that topic with the keys taken in. */
  public Opener opener(Topics topic) {
    return new Opener(tenant, topic, keys);
  }
}
