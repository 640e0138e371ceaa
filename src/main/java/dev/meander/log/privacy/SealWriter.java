package dev.meander.log.privacy;

import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.log.Topics;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Seals the messages of one batch. Not for several threads. */
public final class SealWriter {

  private final TenantId tenant;
  private final Topics topic;
  private final @Nullable Map<PersonId, DataKey> keys;
  private final Aead aead = new Aead();

  /**
   * @param keys null where nothing is sealed
   */
  SealWriter(TenantId tenant, Topics topic, @Nullable Map<PersonId, DataKey> keys) {
    this.tenant = tenant;
    this.topic = topic;
    this.keys = keys;
  }

  /** The message's form on the topic; empty where the person is being erased. */
  public Optional<SealedMessage> seal(PersonId person, byte[] plain) {
    if (keys == null) {
      return Optional.of(new SealedMessage(person.value(), plain));
    }
    DataKey key = keys.get(person);
    if (key == null) {
      return Optional.empty();
    }
    return Optional.of(new SealedMessage(key.pseudonym(), seal(aead, tenant, topic, key, plain)));
  }

  /** One message, under that key. */
  static byte[] seal(TenantId tenant, Topics topic, DataKey key, byte[] plain) {
    return seal(new Aead(), tenant, topic, key, plain);
  }

  private static byte[] seal(Aead aead, TenantId tenant, Topics topic, DataKey key, byte[] plain) {
    byte[] bytes = SealedForm.begin(key.id(), plain.length);
    byte[] associated = SealedForm.associated(tenant, topic, key.id());
    aead.seal(key.secret(), associated, plain, bytes, SealedForm.HEADER);
    return bytes;
  }
}
