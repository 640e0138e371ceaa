package dev.meander.log.privacy;

import dev.meander.event.TenantId;
import dev.meander.log.Topics;
import dev.meander.log.privacy.MasterKeys.Wrapped;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;

/** Every key of a tenant at once, for whoever reads a whole log outside of the service. */
public final class KeyReader {

  private final MasterKeys masters;
  private final TenantId tenant;
  private final Map<KeyId, DataKey> keys = new HashMap<>();

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

  /** What opens messages of that topic with the keys taken in. */
  public Opener opener(Topics topic) {
    return new Opener(tenant, topic, keys);
  }
}
