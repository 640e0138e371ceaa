package dev.meander.log.privacy;

import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.log.Topics;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Seals and opens messages about people, batch by batch: the keys are looked up once for a batch,
 * without blocking, and the caller then seals or opens on a thread of their choice. Any thread.
 */
@Singleton
public final class Sealer {

  private final PersonKeys keys;
  private final boolean seals;

  @Inject
  Sealer(PersonKeys keys, PrivacyConfig config) {
    this.keys = keys;
    this.seals = config.encryption();
  }

  /** What seals messages of these people; fails when the keys cannot be reached. */
  public Uni<SealWriter> writer(TenantId tenant, Topics topic, Set<PersonId> people) {
    return seals
        ? keys.toWrite(tenant, people).map(found -> new SealWriter(tenant, topic, found))
        : Uni.createFrom().item(() -> new SealWriter(tenant, topic, null));
  }

  /** Whether a key is needed to read that message. */
  public static boolean isSealed(byte[] message) {
    return SealedForm.isSealed(message);
  }

  /**
   * Seals something under the key that another message was sealed with; plain where that was plain.
   * Empty where the key is gone: the person was erased.
   */
  public Uni<Optional<byte[]>> sealLike(
      TenantId tenant, Topics topic, byte[] sealed, byte[] plain) {
    Optional<KeyId> id = SealedForm.keyOf(sealed);
    return id.isEmpty()
        ? Uni.createFrom().item(Optional.of(plain))
        : keys.toRead(tenant, Set.of(id.get()))
            .map(
                found ->
                    Optional.ofNullable(found.get(id.get()))
                        .map(key -> SealWriter.seal(tenant, topic, key, plain)));
  }

  /** Those of whom nothing may be taken now, since they are being erased. */
  public Uni<Set<PersonId>> barred(TenantId tenant, Set<PersonId> people) {
    if (!seals || people.isEmpty()) {
      return Uni.createFrom().item(Set.of());
    }
    return keys.toWrite(tenant, people)
        .map(
            found -> {
              if (found.size() == people.size()) {
                return Set.of();
              }
              Set<PersonId> barred = new HashSet<>(people);
              barred.removeAll(found.keySet());
              return barred;
            });
  }

  /** Whether what is written is sealed; without that nobody can be erased from the log. */
  public boolean seals() {
    return seals;
  }

  /** What opens these messages; fails when the keys cannot be reached. */
  public Uni<Opener> opener(TenantId tenant, Topics topic, Iterable<byte[]> messages) {
    Set<KeyId> ids = new HashSet<>();
    for (byte[] message : messages) {
      SealedForm.keyOf(message).ifPresent(ids::add);
    }
    return keys.toRead(tenant, ids).map(found -> new Opener(tenant, topic, found));
  }
}
