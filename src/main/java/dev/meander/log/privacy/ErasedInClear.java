package dev.meander.log.privacy;

import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.platform.sql.Statements;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who was erased although the log holds entries of theirs that were never sealed. No destroyed key
 * makes these unreadable, so whoever reads the log anew has to know whom to pass over: by a keyed
 * hash of the messages' keys, which is kept of such people alone. The log names them anyway. Never
 * blocks; any thread.
 */
@Singleton
public final class ErasedInClear {

  private static final String ANY = "select 1 from erased_clear where tenant = $1 limit 1";

  /** What was noted counts once the key is destroyed: until then the person is read. */
  private static final String FIND =
      """
      select c.lookup, c.until, c.erasure
      from erased_clear c join erasure e on e.tenant = c.tenant and e.erasure_id = c.erasure
      where c.tenant = $1 and c.lookup = any($2) and e.destroyed_at is not null""";

  private static final String NOTE =
      """
      insert into erased_clear as c (tenant, lookup, erasure, until)
      select $1, k.lookup, $3, now() from unnest($2::bytea[]) as k(lookup)
      on conflict (tenant, lookup) do update set erasure = $3, until = now()""";

  private final Statements database;
  private final KeyRing ring;

  @Inject
  ErasedInClear(Statements database, KeyRing ring) {
    this.database = database;
    this.ring = ring;
  }

  /**
   * Those of the keys under which somebody wrote who was erased.
   *
   * @param keys of messages that were never sealed
   */
  public Uni<ErasedKeys> among(TenantId tenant, Collection<String> keys) {
    if (keys.isEmpty()) {
      return Uni.createFrom().item(ErasedKeys.NONE);
    }
    return database
        .run(ANY, tenant.value())
        .chain(
            any ->
                any.size() == 0
                    ? Uni.createFrom().item(ErasedKeys.NONE)
                    : ring.lookup(tenant).chain(lookup -> find(tenant, lookup, keys)));
  }

  private Uni<ErasedKeys> find(TenantId tenant, PersonLookup lookup, Collection<String> keys) {
    Map<Buffer, String> byLookup = HashMap.newHashMap(keys.size());
    keys.forEach(key -> byLookup.put(Buffer.buffer(lookup.ofMessages(tenant, key)), key));
    return database
        .run(FIND, tenant.value(), byLookup.keySet().toArray(Buffer[]::new))
        .map(
            rows -> {
              Map<String, ErasedKeys.Until> until = new HashMap<>();
              for (Row row : rows) {
                String key = byLookup.get(row.getBuffer("lookup"));
                if (key != null) {
                  until.put(
                      key,
                      new ErasedKeys.Until(
                          row.getOffsetDateTime("until").toInstant(), row.getUUID("erasure")));
                }
              }
              return new ErasedKeys(until);
            });
  }

  /** Notes that entries of somebody who is about to be erased stand in clear, up to now. */
  Uni<Void> note(Erasure erasure, PersonId person, String pseudonym) {
    return ring.lookup(erasure.tenant())
        .chain(
            lookup ->
                database.run(
                    NOTE,
                    erasure.tenant().value(),
                    List.of(person.value(), pseudonym).stream()
                        .map(key -> Buffer.buffer(lookup.ofMessages(erasure.tenant(), key)))
                        .toArray(Buffer[]::new),
                    erasure.id()))
        .replaceWithVoid();
  }
}
