package dev.meander.log.privacy;

import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.log.privacy.MasterKeys.Wrapped;
import dev.meander.platform.sql.Statements;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;

/**
 * Data keys in the table {@code person_key}, each wrapped by a master key and found by a keyed hash
 * of the person's id: the table alone reveals neither. A batch is one statement, or three where a
 * person is new.
 */
@Singleton
@Typed(PostgresPersonKeys.class)
final class PostgresPersonKeys implements PersonKeys {

  private static final int KEY_BYTES = 32;

  private static final String OF_PEOPLE =
      """
      select lookup, key_id, pseudonym, master_id, wrapped, erasure is not null as closed
      from person_key where tenant = $1 and lookup = any($2)""";

  /** Of two processes the first to commit makes the key, and both find it afterwards. */
  private static final String MAKE =
      """
      insert into person_key (tenant, lookup, key_id, pseudonym, master_id, wrapped)
      select $1, k.* from unnest($2::bytea[], $3::uuid[], $4::text[], $5::text[], $6::bytea[]) as k
      on conflict (tenant, lookup) do nothing""";

  private static final String BY_ID =
      """
      select key_id, pseudonym, master_id, wrapped
      from person_key where tenant = $1 and key_id = any($2) and wrapped is not null""";

  private static final String CLOSING =
      "select key_id from person_key where tenant = $1 and erasure is not null";

  private final Statements database;
  private final KeyRing ring;
  private final Pseudonyms pseudonyms;

  @Inject
  PostgresPersonKeys(Statements database, KeyRing ring, Pseudonyms pseudonyms) {
    this.database = database;
    this.ring = ring;
    this.pseudonyms = pseudonyms;
  }

  @Override
  public Uni<Map<PersonId, DataKey>> toWrite(TenantId tenant, Set<PersonId> people) {
    return ring.lookup(tenant)
        .chain(
            lookup -> {
              // Sorted, so that two writers never lock crosswise.
              SortedMap<Buffer, PersonId> byLookup =
                  new TreeMap<>((a, b) -> Arrays.compare(a.getBytes(), b.getBytes()));
              people.forEach(
                  person -> byLookup.put(Buffer.buffer(lookup.of(tenant, person)), person));
              return find(tenant, byLookup)
                  .chain(found -> withNew(tenant, byLookup, found))
                  .map(Found::keys);
            });
  }

  /**
   * @param present those who have a key, closed ones among them
   */
  private record Found(Map<PersonId, DataKey> keys, Set<PersonId> present) {}

  private Uni<Found> withNew(TenantId tenant, SortedMap<Buffer, PersonId> asked, Found found) {
    SortedMap<Buffer, PersonId> missing = new TreeMap<>(asked);
    missing.values().removeAll(found.present());
    return missing.isEmpty()
        ? Uni.createFrom().item(found)
        : make(tenant, missing).chain(() -> find(tenant, asked));
  }

  private Uni<Found> find(TenantId tenant, SortedMap<Buffer, PersonId> byLookup) {
    return database
        .run(OF_PEOPLE, tenant.value(), byLookup.keySet().toArray(Buffer[]::new))
        .map(
            rows -> {
              Map<PersonId, DataKey> keys = HashMap.newHashMap(rows.size());
              Set<PersonId> present = HashSet.newHashSet(rows.size());
              for (Row row : rows) {
                PersonId person = byLookup.get(row.getBuffer("lookup"));
                if (person != null) {
                  present.add(person);
                  if (!row.getBoolean("closed")) {
                    keys.put(person, key(tenant, row));
                  }
                }
              }
              return new Found(keys, present);
            });
  }

  private Uni<RowSet<Row>> make(TenantId tenant, SortedMap<Buffer, PersonId> missing) {
    int size = missing.size();
    UUID[] ids = new UUID[size];
    String[] names = new String[size];
    String[] masterIds = new String[size];
    Buffer[] wrapped = new Buffer[size];
    MasterKeys masters = ring.masters();
    int i = 0;
    for (PersonId person : missing.values()) {
      ids[i] = UUID.randomUUID();
      names[i] = pseudonyms.draw(person);
      Wrapped key = masters.wrap(Aead.random(KEY_BYTES), purpose(tenant, KeyId.of(ids[i])));
      masterIds[i] = key.masterId();
      wrapped[i++] = Buffer.buffer(key.bytes());
    }
    return database.run(
        MAKE,
        tenant.value(),
        missing.keySet().toArray(Buffer[]::new),
        ids,
        names,
        masterIds,
        wrapped);
  }

  @Override
  public Uni<Map<KeyId, DataKey>> toRead(TenantId tenant, Set<KeyId> ids) {
    UUID[] wanted = ids.stream().map(KeyId::uuid).toArray(UUID[]::new);
    return database
        .run(BY_ID, tenant.value(), wanted)
        .map(
            rows -> {
              Map<KeyId, DataKey> keys = HashMap.newHashMap(rows.size());
              for (Row row : rows) {
                DataKey key = key(tenant, row);
                keys.put(key.id(), key);
              }
              return keys;
            });
  }

  @Override
  public Uni<Set<KeyId>> closing(TenantId tenant) {
    return database
        .run(CLOSING, tenant.value())
        .map(
            rows -> {
              Set<KeyId> ids = new HashSet<>();
              rows.forEach(row -> ids.add(KeyId.of(row.getUUID("key_id"))));
              return ids;
            });
  }

  private DataKey key(TenantId tenant, Row row) {
    KeyId id = KeyId.of(row.getUUID("key_id"));
    byte[] secret = ring.masters().unwrap(Wrapped.of(row), purpose(tenant, id));
    return new DataKey(id, row.getString("pseudonym"), new SecretKeySpec(secret, "AES"));
  }

  static String purpose(TenantId tenant, KeyId id) {
    return String.join("\0", List.of("person", tenant.value(), id.toString()));
  }
}
