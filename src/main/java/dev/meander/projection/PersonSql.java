package dev.meander.projection;

/** The statements about one person in every version of the projection. */
final class PersonSql {

  /** Of the version that serves and of those that are being filled beside it. */
  static final String BEHIND =
      """
      select count(*) filter (where (p.ledger_id, p.entry_id, p.batch_index) < ($3, $4, $5))
          as behind,
        count(*) filter (where p.projection = $6) as serving
      from log_position p left join projection_version v
        on v.tenant = p.tenant and v.projection = p.projection
      where p.tenant = $1 and p.partition = $2
        and (p.projection = $6 or v.told_at > now() - interval '15 seconds')""";

  /** Of the versions that are being filled, in how many of these places. */
  static final String UNFILLED =
      """
      select count(*) as behind
      from unnest($2::int[], $3::bigint[], $4::bigint[], $5::int[])
          as k(partition, ledger_id, entry_id, batch_index)
        cross join projection_version v
      where v.tenant = $1 and v.told_at > now() - interval '15 seconds' and k.ledger_id >= 0
        and not exists (
          select 1 from log_position p
          where p.tenant = $1 and p.projection = v.projection and p.partition = k.partition
            and (p.ledger_id, p.entry_id, p.batch_index)
              >= (k.ledger_id, k.entry_id, k.batch_index))""";

  /** With rows of theirs, so that it counted; not where the entry is read once more. */
  static final String LET_GO =
      """
      select 1
      from unnest($3::uuid[], $4::int[], $5::bigint[], $6::bigint[], $7::int[])
          as k(erasure, partition, ledger_id, entry_id, batch_index)
        join erasure_applied a
          on a.projection = $2 and a.tenant = $1 and a.erasure = k.erasure and a.rows > 0
        join log_position p
          on p.projection = $2 and p.tenant = $1 and p.partition = k.partition
          and (p.ledger_id, p.entry_id, p.batch_index)
            < (k.ledger_id, k.entry_id, k.batch_index)
      limit 1""";

  static final String ELSEWHERE =
      """
      select distinct partition from (
        select partition from dead_letter where tenant = $1 and person_key = any($3)
        union all
        select partition from parked_person where tenant = $1 and person_key = any($3)
        union all
        select partition from day_cell where tenant = $1 and person_id = $2) as found
      where partition <> $4 order by partition""";

  static final String FORGOTTEN =
      """
      select coalesce(sum(rows), 0) as rows, coalesce(sum(letters), 0) as letters
      from erasure_applied where tenant = $1 and erasure = $2""";

  static final String PURGE =
      """
      with locked as (
          select 1 from log_position where tenant = $1
          order by projection, partition for update),
        writers as (select count(*) as waited_for from locked),
        cells as (
          delete from day_cell c using writers
          where tenant = $1 and person_id = $2 and waited_for >= 0 returning c.projection),
        profiles as (
          delete from interest_profile p using writers
          where tenant = $1 and person_id = $2 and waited_for >= 0 returning p.projection),
        claims as (
          delete from person_member m using writers
          where tenant = $1 and (known_id = $2 or member_id = $2) and waited_for >= 0
          returning m.projection),
        names as (
          delete from erasure_name n using writers
          where tenant = $1 and (person_id = $2 or erasure = $4) and waited_for >= 0
          returning n.projection),
        revisions as (
          delete from person_revision r using writers
          where tenant = $1 and person_id = $2 and waited_for >= 0 returning 1),
        letters as (
          delete from dead_letter d using writers
          where tenant = $1 and person_key = any($3) and waited_for >= 0
          returning d.projection, d.partition),
        people as (
          delete from parked_person p using writers
          where tenant = $1 and person_key = any($3) and waited_for >= 0
          returning p.projection, p.partition, p.left_over),
        counted as (
          update log_position p
          set parked_people = p.parked_people - (select count(*) from people q
              where q.projection = p.projection and q.partition = p.partition),
            parked_entries = p.parked_entries - (select count(*) from letters q
              where q.projection = p.projection and q.partition = p.partition),
            parked_left = p.parked_left - (select coalesce(sum(left_over), 0) from people q
              where q.projection = p.projection and q.partition = p.partition)
          where p.tenant = $1 and (p.projection, p.partition) in (
            select projection, partition from letters
            union select projection, partition from people)),
        noted as (
          insert into erasure_applied (projection, tenant, erasure, rows, letters)
          select projection, $1, $4, count(*), 0
          from (select projection from cells union all select projection from profiles) as gone
          group by projection
          on conflict do nothing)
      select (select count(*) from cells) + (select count(*) from profiles) as rows,
        (select count(*) from letters) as letters""";

  static final String OTHER_NAMES =
      "select distinct person_id from erasure_name where tenant = $1 and erasure = $2";

  static final String DAYS =
      """
      select projection, day, body from day_cell
      where tenant = $1 and person_id = $2 and (projection, day) > ($3, $4)
      order by projection, day limit 100""";

  static final String PROFILES =
      """
      select p.projection, p.head, c.day, c.body, p.consent_granted, p.consent_since
      from interest_profile p join day_cell c
        on c.projection = p.projection and c.tenant = p.tenant and c.person_id = p.person_id
        and c.day = p.newest_day
      where p.tenant = $1 and p.person_id = $2 order by p.projection""";

  static final String LETTERS =
      """
      select partition, ledger_id, entry_id, batch_index, appended_at, reason, payload
      from dead_letter where tenant = $1 and person_key = any($2)
      order by partition, ledger_id, entry_id, batch_index limit 1000""";

  private PersonSql() {}
}
