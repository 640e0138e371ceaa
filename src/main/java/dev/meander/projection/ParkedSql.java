package dev.meander.projection;

/** The statements about what is put aside; most batches need none of them. */
final class ParkedSql {

  static final String LOAD_PEOPLE =
      """
      select p.tenant, p.partition, p.person_key, p.kept, p.left_over
      from unnest($2::text[], $3::int[], $4::text[]) as k(tenant, partition, person_key)
      join parked_person p
        on p.projection = $1 and p.tenant = k.tenant and p.partition = k.partition
        and p.person_key = k.person_key""";

  static final String PUT_ENTRIES =
      """
      insert into dead_letter
      select $1, k.tenant, k.partition, k.ledger_id, k.entry_id, k.batch_index, k.appended_at,
        k.person_key, k.reason, k.payload, nullif(k.mended, ''::bytea)
      from unnest($2::text[], $3::int[], $4::bigint[], $5::bigint[], $6::int[],
        $7::timestamptz[], $8::text[], $9::text[], $10::bytea[], $11::bytea[])
        as k(tenant, partition, ledger_id, entry_id, batch_index,
          appended_at, person_key, reason, payload, mended)
      on conflict (projection, tenant, partition, ledger_id, entry_id, batch_index) do update
      set reason = excluded.reason, mended = excluded.mended""";

  static final String DROP_ENTRIES =
      """
      delete from dead_letter d
      using unnest($2::text[], $3::int[], $4::bigint[], $5::bigint[], $6::int[])
        as k(tenant, partition, ledger_id, entry_id, batch_index)
      where d.projection = $1 and d.tenant = k.tenant and d.partition = k.partition
        and d.ledger_id = k.ledger_id and d.entry_id = k.entry_id
        and d.batch_index = k.batch_index""";

  static final String PUT_PEOPLE =
      """
      insert into parked_person
      select $1, k.*
      from unnest($2::text[], $3::int[], $4::text[], $5::int[], $6::bigint[]) as k
      on conflict (projection, tenant, partition, person_key) do update
      set kept = excluded.kept, left_over = excluded.left_over""";

  static final String DROP_PEOPLE =
      """
      delete from parked_person p
      using unnest($2::text[], $3::int[], $4::text[]) as k(tenant, partition, person_key)
      where p.projection = $1 and p.tenant = k.tenant and p.partition = k.partition
        and p.person_key = k.person_key""";

  private ParkedSql() {}
}
