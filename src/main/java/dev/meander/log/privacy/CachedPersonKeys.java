package dev.meander.log.privacy;

import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** The keys used last, in front of the store that has them all. Bounded; any thread. */
final class CachedPersonKeys implements PersonKeys, KeyLease.Holder {

  private record Person(TenantId tenant, PersonId id) {}

  private record Key(TenantId tenant, KeyId id) {}

  private final PersonKeys store;
  private final KeyLease lease;
  private final Map<Person, DataKey> byPerson;
  private final Map<Key, DataKey> byId;
  private long renewals;

  CachedPersonKeys(PersonKeys store, int capacity, Duration leaseLength, LongSupplier clock) {
    this.store = store;
    this.lease = new KeyLease(store, this, leaseLength, clock);
    this.byPerson = bounded(capacity);
    this.byId = bounded(capacity);
  }

  private static <K> Map<K, DataKey> bounded(int capacity) {
    return new LinkedHashMap<>(1_024, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, DataKey> eldest) {
        return size() > capacity;
      }
    };
  }

  @Override
  public Uni<Map<PersonId, DataKey>> toWrite(TenantId tenant, Set<PersonId> people) {
    return find(
        tenant,
        people,
        byPerson,
        person -> new Person(tenant, person),
        missing -> store.toWrite(tenant, missing));
  }

  @Override
  public Uni<Map<KeyId, DataKey>> toRead(TenantId tenant, Set<KeyId> ids) {
    return find(
        tenant, ids, byId, id -> new Key(tenant, id), missing -> store.toRead(tenant, missing));
  }

  @Override
  public Uni<Set<KeyId>> closing(TenantId tenant) {
    return store.closing(tenant);
  }

  private <A, K> Uni<Map<A, DataKey>> find(
      TenantId tenant,
      Set<A> asked,
      Map<K, DataKey> cache,
      Function<A, K> keyOf,
      Function<Set<A>, Uni<Map<A, DataKey>>> inStore) {
    if (asked.isEmpty()) {
      return Uni.createFrom().item(Map.of());
    }
    return lease
        .valid(tenant)
        .chain(
            () -> {
              Map<A, DataKey> found = HashMap.newHashMap(asked.size());
              Set<A> missing = new HashSet<>();
              long before;
              synchronized (this) {
                before = renewals;
                for (A one : asked) {
                  DataKey key = cache.get(keyOf.apply(one));
                  if (key == null) {
                    missing.add(one);
                  } else {
                    found.put(one, key);
                  }
                }
              }
              if (missing.isEmpty()) {
                return Uni.createFrom().item(found);
              }
              return inStore
                  .apply(missing)
                  .map(
                      more -> {
                        keep(cache, keyOf, more, before);
                        found.putAll(more);
                        return found;
                      });
            });
  }

  /** What was asked for before a renewal may be what that renewal was to forget. */
  private synchronized <A, K> void keep(
      Map<K, DataKey> cache, Function<A, K> keyOf, Map<A, DataKey> found, long before) {
    if (renewals == before) {
      found.forEach((one, key) -> cache.put(keyOf.apply(one), key));
    }
  }

  @Override
  public synchronized void forget(Set<KeyId> closing) {
    renewals++;
    if (!closing.isEmpty()) {
      byPerson.values().removeIf(key -> closing.contains(key.id()));
      byId.values().removeIf(key -> closing.contains(key.id()));
    }
  }

  @Override
  public synchronized void forgetAll() {
    renewals++;
    byPerson.clear();
    byId.clear();
  }
}
