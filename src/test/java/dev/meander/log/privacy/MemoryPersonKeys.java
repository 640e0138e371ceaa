package dev.meander.log.privacy;

import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;

/** Keys in maps; says what it was asked. Confined to one thread. */
final class MemoryPersonKeys implements PersonKeys {

  private record Person(TenantId tenant, PersonId id) {}

  final List<String> asked = new ArrayList<>();
  private final Map<Person, DataKey> keys = new HashMap<>();
  private final Set<KeyId> closing = new HashSet<>();
  private final Pseudonyms pseudonyms = new Pseudonyms();

  MemoryPersonKeys() {
    pseudonyms.partitions(4);
  }

  @Override
  public Uni<Map<PersonId, DataKey>> toWrite(TenantId tenant, Set<PersonId> people) {
    asked.add("write " + people.size());
    Map<PersonId, DataKey> found = new HashMap<>();
    for (PersonId person : people) {
      DataKey key = keys.computeIfAbsent(new Person(tenant, person), this::make);
      if (!closing.contains(key.id())) {
        found.put(person, key);
      }
    }
    return Uni.createFrom().item(found);
  }

  private DataKey make(Person person) {
    return new DataKey(
        KeyId.of(UUID.randomUUID()),
        pseudonyms.draw(person.id()),
        new SecretKeySpec(Aead.random(32), "AES"));
  }

  @Override
  public Uni<Map<KeyId, DataKey>> toRead(TenantId tenant, Set<KeyId> ids) {
    asked.add("read " + ids.size());
    Map<KeyId, DataKey> found = new HashMap<>();
    keys.forEach(
        (person, key) -> {
          if (person.tenant().equals(tenant) && ids.contains(key.id())) {
            found.put(key.id(), key);
          }
        });
    return Uni.createFrom().item(found);
  }

  @Override
  public Uni<Set<KeyId>> closing(TenantId tenant) {
    asked.add("closing");
    return Uni.createFrom().item(Set.copyOf(closing));
  }

  void close(KeyId id) {
    closing.add(id);
  }

  /** The erasure is over: the key is gone, and the next one is another. */
  void destroy(KeyId id) {
    closing.remove(id);
    keys.values().removeIf(key -> key.id().equals(id));
  }
}
