package dev.meander.projection;

/** The statements about which names are one person's. Rows come sorted by key. */
final class KinSql {

  /**
   * Of a name: what it says of others, and the claim that has it. Names without any are left out.
   */
  static final String LOAD_KIN =
      """
      select k.tenant, k.person_id, c.known_id, c.member_id, c.merged, c.claimed_at, c.event_id,
        r.revision
      from unnest($2::text[], $3::text[]) as k(tenant, person_id)
      left join person_revision r on r.tenant = k.tenant and r.person_id = k.person_id
      left join lateral (
        (select s.known_id, s.member_id, s.merged, s.claimed_at, s.event_id
         from person_member s
         where s.projection = $1 and s.tenant = k.tenant and s.known_id = k.person_id)
        union all
        (select o.known_id, o.member_id, o.merged, o.claimed_at, o.event_id
         from person_member o
         where o.projection = $1 and o.tenant = k.tenant and o.member_id = k.person_id
         order by o.merged desc, o.claimed_at desc, o.event_id desc, o.known_id desc limit 1)
      ) as c on true
      where c.known_id is not null or r.revision is not null""";

  static final String LOAD_CLAIMS =
      """
      select s.tenant, s.known_id, s.known_id, s.member_id, s.merged, s.claimed_at, s.event_id
      from unnest($2::text[], $3::text[]) as k(tenant, person_id)
      join person_member s
        on s.projection = $1 and s.tenant = k.tenant and s.known_id = k.person_id""";

  /** Who has, or would have, a name without what was said of it just now. */
  static final String LOAD_RIVALS =
      """
      select k.tenant, o.known_id
      from unnest($2::text[], $3::text[], $4::text[]) as k(tenant, known_id, member_id)
      cross join lateral (
        select o.known_id from person_member o
        where o.projection = $1 and o.tenant = k.tenant and o.member_id = k.member_id
          and o.known_id <> k.known_id and o.merged
        order by o.merged desc, o.claimed_at desc, o.event_id desc, o.known_id desc limit 1) as o""";

  static final String PUT_CLAIMS =
      """
      insert into person_member
      select $1, k.*
      from unnest($2::text[], $3::text[], $4::text[], $5::bool[], $6::timestamptz[], $7::text[])
        as k
      on conflict (projection, tenant, known_id, member_id) do update
      set merged = excluded.merged, claimed_at = excluded.claimed_at,
        event_id = excluded.event_id""";

  /**
   * Keeps everybody waiting who is about to publish one of the names, and counts up: above what the
   * version that serves publishes of everybody.
   */
  static final String RAISE_REVISIONS =
      """
      insert into person_revision as r
      select k.tenant, k.person_id,
        greatest((extract(epoch from clock_timestamp()) * 1000000)::bigint,
          (select q.revision + 1 from projection_pointer q where q.tenant = k.tenant))
      from (select * from unnest($2::text[], $3::text[]) as n(tenant, person_id) order by 1, 2) as k
      where $1::int is not null
      on conflict (tenant, person_id) do update
      set revision = greatest(r.revision + 1, excluded.revision)
      returning r.tenant, r.person_id, r.revision""";

  /** The other names of somebody who is being erased. */
  static final String PUT_NAMES =
      """
      insert into erasure_name (projection, tenant, erasure, person_id)
      select $1, k.tenant, k.erasure::uuid, k.person_id
      from unnest($2::text[], $3::text[], $4::text[]) as k(tenant, erasure, person_id)
      on conflict do nothing""";

  static final String DELETE_CLAIMS =
      """
      delete from person_member m using unnest($2::text[], $3::text[]) as k(tenant, person_id)
      where m.projection = $1 and m.tenant = k.tenant
        and (m.known_id = k.person_id or m.member_id = k.person_id)""";

  private KinSql() {}
}
