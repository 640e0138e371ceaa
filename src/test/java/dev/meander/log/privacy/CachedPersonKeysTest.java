package dev.meander.log.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CachedPersonKeysTest {

  private static final TenantId TENANT = new TenantId("t");
  private static final long LEASE = 1_000;

  private final MemoryPersonKeys store = new MemoryPersonKeys();
  private long now;
  private final CachedPersonKeys cached =
      new CachedPersonKeys(store, 3, Duration.ofNanos(LEASE), () -> now);

  private Map<PersonId, DataKey> write(String... people) {
    Set<PersonId> asked = Arrays.stream(people).map(PersonId::new).collect(Collectors.toSet());
    return cached.toWrite(TENANT, asked).await().indefinitely();
  }

  private DataKey key(String person) {
    return write(person).values().iterator().next();
  }

  @Test
  void within_the_lease_only_what_is_not_held_is_asked_for() {
    var _ = write("a", "b");
    var _ = write("a", "b");
    var _ = write("a", "b", "c");
    assertEquals(List.of("closing", "write 2", "write 1"), store.asked);
    now = LEASE;
    var _ = write("a", "b", "c");
    assertEquals(List.of("closing", "write 2", "write 1", "closing"), store.asked);
  }

  @Test
  void what_is_held_is_bounded() {
    var _ = write("a", "b", "c", "d");
    store.asked.clear();
    var _ = write("a", "b", "c", "d");
    assertEquals(List.of("write 1"), store.asked);
  }

  @Test
  void who_is_being_erased_has_no_key_once_the_lease_is_over() {
    DataKey key = key("a");
    var _ = write("b");
    store.close(key.id());
    assertEquals(key, key("a"));
    now = LEASE;
    assertEquals(Map.of(), write("a"));
    store.destroy(key.id());
    now = 2 * LEASE;
    assertNotEquals(key.id(), key("a").id());
    assertEquals(Map.of(), cached.toRead(TENANT, Set.of(key.id())).await().indefinitely());
  }

  @Test
  void a_process_that_slept_through_an_erasure_forgets_every_key() {
    DataKey key = key("a");
    store.close(key.id());
    store.destroy(key.id());
    now = 3 * LEASE;
    assertNotEquals(key.id(), key("a").id());
  }

  @Test
  void keys_to_read_with_are_held_too() {
    KeyId id = key("a").id();
    cached.toRead(TENANT, Set.of(id)).await().indefinitely();
    store.asked.clear();
    assertEquals(1, cached.toRead(TENANT, Set.of(id)).await().indefinitely().size());
    assertEquals(List.of(), store.asked);
  }
}
