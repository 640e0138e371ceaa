package dev.meander.log.privacy;

import dev.meander.event.TenantId;
import dev.meander.log.privacy.MasterKeys.Wrapped;
import dev.meander.platform.sql.Statements;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Wraps keys anew that another master key than the current one wraps. The data keys stay what they
 * are, so the log is not touched; several processes may do it at once.
 */
@Singleton
final class KeyRotation {

  private static final int PAGE = 500;

  private static final String OLD_KEYS =
      """
      select key_id, master_id, wrapped from person_key
      where tenant = $1 and wrapped is not null and master_id <> $2
      order by key_id limit %d"""
          .formatted(PAGE);

  /** Only where nobody changed the row meanwhile. */
  private static final String PUT_KEYS =
      """
      update person_key p set master_id = $2, wrapped = k.next
      from unnest($3::uuid[], $4::bytea[], $5::bytea[]) as k(key_id, before, next)
      where p.tenant = $1 and p.key_id = k.key_id and p.wrapped = k.before""";

  private static final String OLD_SECRETS =
      "select name, master_id, wrapped from key_secret where tenant = $1 and master_id <> $2";

  private static final String PUT_SECRET =
      """
      update key_secret set master_id = $3, wrapped = $4
      where tenant = $1 and name = $2 and wrapped = $5""";

  private static final String COUNT =
      """
      select (select count(*) from person_key
          where tenant = $1 and wrapped is not null and master_id <> $2)
        + (select count(*) from key_secret where tenant = $1 and master_id <> $2)
        + (select count(*) from erasure
          where tenant = $1 and wrapped is not null and master_id <> $2) as pending""";

  private final Statements database;
  private final KeyRing ring;

  @Inject
  KeyRotation(Statements database, KeyRing ring) {
    this.database = database;
    this.ring = ring;
  }

  /**
   * Wraps everything of the tenant by the current master key; fails, to be tried again, where a key
   * is wrapped by a master key that is not configured.
   *
   * @return how many keys were wrapped anew
   */
  Uni<Integer> run(TenantId tenant) {
    MasterKeys masters = ring.masters();
    return secrets(tenant, masters).chain(first -> pages(tenant, masters, first));
  }

  /** Keys that another master key wraps, with the erasures under way, which soon need none. */
  Uni<Long> pending(TenantId tenant) {
    return database
        .run(COUNT, tenant.value(), ring.masters().current())
        .map(rows -> rows.iterator().next().getLong("pending"));
  }

  private Uni<Integer> secrets(TenantId tenant, MasterKeys masters) {
    return database
        .run(OLD_SECRETS, tenant.value(), masters.current())
        .toMulti()
        .flatMap(rows -> Multi.createFrom().iterable(rows))
        .onItem()
        .transformToUniAndConcatenate(row -> secret(tenant, masters, row))
        .collect()
        .with(Collectors.summingInt(Integer::intValue));
  }

  private Uni<Integer> secret(TenantId tenant, MasterKeys masters, Row row) {
    String name = row.getString("name");
    Wrapped old = Wrapped.of(row);
    String purpose = KeyRing.purpose(tenant, name);
    Wrapped next = masters.wrap(masters.unwrap(old, purpose), purpose);
    return database
        .run(
            PUT_SECRET,
            tenant.value(),
            name,
            next.masterId(),
            Buffer.buffer(next.bytes()),
            Buffer.buffer(old.bytes()))
        .map(RowSet::rowCount);
  }

  private Uni<Integer> pages(TenantId tenant, MasterKeys masters, int done) {
    return page(tenant, masters)
        .chain(
            moved ->
                moved == 0 ? Uni.createFrom().item(done) : pages(tenant, masters, done + moved));
  }

  private Uni<Integer> page(TenantId tenant, MasterKeys masters) {
    return database
        .run(OLD_KEYS, tenant.value(), masters.current())
        .chain(
            rows -> {
              if (rows.size() == 0) {
                return Uni.createFrom().item(0);
              }
              UUID[] ids = new UUID[rows.size()];
              Buffer[] before = new Buffer[rows.size()];
              Buffer[] next = new Buffer[rows.size()];
              int i = 0;
              for (Row row : rows) {
                ids[i] = row.getUUID("key_id");
                Wrapped old = Wrapped.of(row);
                String purpose = PostgresPersonKeys.purpose(tenant, KeyId.of(ids[i]));
                before[i] = Buffer.buffer(old.bytes());
                next[i++] =
                    Buffer.buffer(masters.wrap(masters.unwrap(old, purpose), purpose).bytes());
              }
              return database
                  .run(PUT_KEYS, tenant.value(), masters.current(), ids, before, next)
                  .replaceWith(rows.size());
            });
  }
}
