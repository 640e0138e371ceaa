package dev.meander.log.privacy;

import dev.meander.event.TenantId;
import dev.meander.log.Topics;
import java.util.Map;
import java.util.Optional;
import javax.crypto.AEADBadTagException;

/** Opens the messages of one batch with the keys that there are. Not for several threads. */
public final class Opener {

  private final TenantId tenant;
  private final Topics topic;
  private final Map<KeyId, DataKey> keys;
  private final Aead aead = new Aead();

  Opener(TenantId tenant, Topics topic, Map<KeyId, DataKey> keys) {
    this.tenant = tenant;
    this.topic = topic;
    this.keys = keys;
  }

  /** Whether a message needs a key. */
  public static boolean isSealed(byte[] message) {
    return SealedForm.isSealed(message);
  }

  /** Reads a message; a plain one is as it is. */
  public Opened open(byte[] message) {
    Optional<KeyId> id = SealedForm.keyOf(message);
    if (id.isEmpty()) {
      return new Opened.Plain(message);
    }
    DataKey key = keys.get(id.get());
    if (key == null) {
      return new Opened.Erased(id.get());
    }
    try {
      byte[] associated = SealedForm.associated(tenant, topic, key.id());
      return new Opened.Plain(aead.open(key.secret(), associated, message, SealedForm.HEADER));
    } catch (AEADBadTagException e) {
      return new Opened.Damaged(key.id());
    }
  }
}
