package dev.meander.projection;

/** The statements about making everybody's view anew after a switch. */
final class RenewalSql {

  /** Of several processes one at a time; who stands still is relieved. */
  static final String BEGIN =
      """
      update projection_pointer
      set renewing_until = now() + interval '15 seconds', renewed = 0, people = 0
      where tenant = $1 and renewed_at is null and revision > 0
        and coalesce(renewing_until, '-infinity') < now()
      returning projection, revision, served_before""";

  static final String COUNT =
      """
      update projection_pointer
      set people = (select count(*) from interest_profile where projection = $3 and tenant = $1)
      where tenant = $1 and revision = $2""";

  static final String TELL =
      """
      update projection_pointer
      set renewed = $3, renewing_until = now() + interval '15 seconds'
      where tenant = $1 and revision = $2""";

  static final String END =
      """
      update projection_pointer
      set renewed = $3, people = greatest(people, $3), renewing_until = null, renewed_at = now()
      where tenant = $1 and revision = $2""";

  static final String PROGRESS =
      """
      select renewed, people, renewed_at is not null as done
      from projection_pointer where tenant = $1 and revision > 0""";

  /** Keeps every owner waiting, so that nothing newer can be published before what is read now. */
  static final String LOCK =
      """
      select p.partition, set_config('idle_in_transaction_session_timeout', $3, true),
        set_config('tcp_user_timeout', $3, true)
      from log_position p where p.projection = $1 and p.tenant = $2
      order by p.partition for update of p""";

  static final String SERVES =
      "select 1 from projection_pointer where tenant = $1 and revision = $2";

  /** The next people of this version and of the one before, with where the latter has them. */
  static final String PEOPLE =
      """
      select u.person_id, o.partition, o.ledger_id, o.entry_id, o.batch_index, o.appended_at
      from (
        (select person_id from interest_profile
         where projection = $1 and tenant = $2 and person_id > $4 order by person_id limit $5)
        union
        (select person_id from interest_profile
         where projection = $3 and tenant = $2 and person_id > $4 order by person_id limit $5)
        order by person_id limit $5) as u
      left join interest_profile o
        on o.projection = $3 and o.tenant = $2 and o.person_id = u.person_id
      order by u.person_id""";

  private RenewalSql() {}
}
