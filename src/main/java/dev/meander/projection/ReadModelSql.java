package dev.meander.projection;

/**
 * The statements of the hot path: one per table and batch, whatever the size of the batch. Rows
 * come sorted by key, so that two writers never lock crosswise.
 */
final class ReadModelSql {

  /**
   * Whoever holds these rows and stands still, sending nothing or taking nothing, is cut off by the
   * database: the next owner waits for the rows.
   */
  static final String LOCK_POSITIONS =
      """
      select p.tenant, p.partition, p.ledger_id, p.entry_id, p.batch_index, p.epoch,
        p.parked_people, p.parked_entries, p.parked_left,
        set_config('idle_in_transaction_session_timeout', $4, true),
        set_config('tcp_user_timeout', $4, true)
      from log_position p
      join unnest($2::text[], $3::int[]) as k(tenant, partition)
        on p.tenant = k.tenant and p.partition = k.partition
      where p.projection = $1
      order by p.tenant, p.partition
      for update of p""";

  /**
   * The clock makes an epoch greater than any given out before the table was emptied or restored.
   */
  static final String TAKE_POSITION =
      """
      insert into log_position as p (projection, tenant, partition, epoch)
      values ($1, $2, $3, (extract(epoch from clock_timestamp()) * 1000000)::bigint)
      on conflict (projection, tenant, partition) do update
      set epoch = greatest(p.epoch + 1, excluded.epoch)
      returning p.epoch, p.published_ledger_id, p.published_entry_id, p.published_batch_index,
        p.parked_people, p.parked_entries, p.parked_left,
        set_config('idle_in_transaction_session_timeout', $4, true)""";

  static final String CREATE_POSITIONS =
      """
      insert into log_position (projection, tenant, partition)
      select $1, k.tenant, k.partition
      from unnest($2::text[], $3::int[]) as k(tenant, partition)
      on conflict do nothing""";

  static final String MOVE_POSITIONS =
      """
      update log_position p
      set ledger_id = k.ledger_id, entry_id = k.entry_id, batch_index = k.batch_index,
        published_ledger_id = k.published_ledger_id, published_entry_id = k.published_entry_id,
        published_batch_index = k.published_batch_index, parked_people = k.parked_people,
        parked_entries = k.parked_entries, parked_left = k.parked_left
      from unnest($2::text[], $3::int[], $4::bigint[], $5::bigint[], $6::int[],
          $7::bigint[], $8::bigint[], $9::int[], $10::int[], $11::int[], $12::bigint[])
        as k(tenant, partition, ledger_id, entry_id, batch_index,
          published_ledger_id, published_entry_id, published_batch_index,
          parked_people, parked_entries, parked_left)
      where p.projection = $1 and p.tenant = k.tenant and p.partition = k.partition""";

  static final String LOAD_STATES =
      """
      select p.tenant, p.person_id, p.partition,
        p.ledger_id, p.entry_id, p.batch_index, p.appended_at, p.head,
        c.day, c.ledger_id, c.entry_id, c.batch_index, c.appended_at, c.body,
        p.consent_granted, p.consent_since
      from unnest($2::text[], $3::text[]) as k(tenant, person_id)
      join interest_profile p
        on p.projection = $1 and p.tenant = k.tenant and p.person_id = k.person_id
      join day_cell c
        on c.projection = $1 and c.tenant = p.tenant and c.person_id = p.person_id
        and c.day = p.newest_day""";

  static final String LOAD_CELLS =
      """
      select c.tenant, c.person_id, c.day, c.body
      from unnest($2::text[], $3::text[]) as k(tenant, person_id)
      join day_cell c
        on c.projection = $1 and c.tenant = k.tenant and c.person_id = k.person_id""";

  static final String PUT_CELLS =
      """
      insert into day_cell
      select $1, k.*
      from unnest($2::text[], $3::text[], $4::date[], $5::int[],
        $6::bigint[], $7::bigint[], $8::int[], $9::timestamptz[], $10::bytea[]) as k
      on conflict (projection, tenant, person_id, day) do update
      set ledger_id = excluded.ledger_id, entry_id = excluded.entry_id,
        batch_index = excluded.batch_index, appended_at = excluded.appended_at,
        body = excluded.body""";

  static final String PUT_PROFILES =
      """
      insert into interest_profile
      select $1, k.*
      from unnest($2::text[], $3::text[], $4::date[], $5::int[],
        $6::bigint[], $7::bigint[], $8::int[], $9::timestamptz[], $10::bytea[],
        $11::bool[], $12::timestamptz[]) as k
      on conflict (projection, tenant, person_id) do update
      set newest_day = excluded.newest_day, ledger_id = excluded.ledger_id,
        entry_id = excluded.entry_id, batch_index = excluded.batch_index,
        appended_at = excluded.appended_at, head = excluded.head,
        consent_granted = excluded.consent_granted, consent_since = excluded.consent_since""";

  static final String ADD_DEMAND =
      """
      insert into demand_fact as d
      select $1, k.*
      from unnest($2::text[], $3::int[], $4::date[], $5::text[], $6::text[],
        $7::bigint[], $8::numeric[], $9::bigint[], $10::numeric[]) as k
      on conflict (projection, tenant, partition, day, category, currency) do update
      set quantity = d.quantity + excluded.quantity, amount = d.amount + excluded.amount,
        returned = d.returned + excluded.returned, refunded = d.refunded + excluded.refunded""";

  static final String ADD_VISITS =
      """
      insert into category_count as c
      select $1, k.*
      from unnest($2::text[], $3::int[], $4::text[], $5::bigint[]) as k
      on conflict (projection, tenant, partition, category) do update
      set events = c.events + excluded.events""";

  static final String DELETE_CELLS =
      """
      delete from day_cell c using unnest($2::text[], $3::text[]) as k(tenant, person_id)
      where c.projection = $1 and c.tenant = k.tenant and c.person_id = k.person_id""";

  static final String DELETE_PROFILES =
      """
      delete from interest_profile p using unnest($2::text[], $3::text[]) as k(tenant, person_id)
      where p.projection = $1 and p.tenant = k.tenant and p.person_id = k.person_id""";

  /** Also lets go of what is put aside of the person, for there is nothing left to wait for. */
  static final String PUT_ERASURE =
      """
      with k as (
          select * from unnest($2::text[], $3::text[], $4::int[], $5::int[], $6::text[], $7::text[])
            as k(tenant, erasure, rows, partition, pseudonym, person_id)),
        letters as (
          delete from dead_letter d using k
          where d.projection = $1 and d.tenant = k.tenant and d.partition = k.partition
            and d.person_key in (k.pseudonym, k.person_id)
          returning 1),
        people as (
          delete from parked_person p using k
          where p.projection = $1 and p.tenant = k.tenant and p.partition = k.partition
            and p.person_key in (k.pseudonym, k.person_id)
          returning p.left_over),
        counted as (
          update log_position p
          set parked_people = p.parked_people - (select count(*) from people),
            parked_entries = p.parked_entries - (select count(*) from letters),
            parked_left = p.parked_left - (select coalesce(sum(left_over), 0) from people)
          from k
          where p.projection = $1 and p.tenant = k.tenant and p.partition = k.partition)
      insert into erasure_applied (projection, tenant, erasure, rows, letters)
      select $1, k.tenant, k.erasure::uuid, k.rows, (select count(*) from letters) from k
      on conflict do nothing""";

  private ReadModelSql() {}
}
