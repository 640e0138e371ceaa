package dev.meander.log.privacy;

/** The statements about erasures. Each may be run again without doing more. */
final class ErasureSql {

  private static final String COLUMNS =
      """
      select erasure_id, key_id, pseudonym, master_id, wrapped, commitment, step, requested_at,
        marker, reach, leader, events, plain_events, views_at is not null as views_gone, receipt,
        (extract(epoch from now() - requested_at) * 1000)::bigint as age,
        coalesce((extract(epoch from now() - destroyed_at) * 1000)::bigint, 0) as since_destroyed
      from erasure
      """;

  /** Closes the key and opens the erasure, unless the key is closed already. */
  static final String REQUEST =
      """
      with closed as (
        update person_key set erasure = $3
        where tenant = $1 and lookup = $2 and erasure is null
        returning key_id, pseudonym)
      insert into erasure
        (tenant, erasure_id, key_id, pseudonym, master_id, wrapped, commitment, leader, step)
      select $1, $3, key_id, pseudonym, $4, $5, $6, nullif($7, '')::uuid, 'REQUESTED' from closed""";

  static final String OF_PERSON =
      "select erasure from person_key where tenant = $1 and lookup = $2 and erasure is not null";

  static final String BY_ID = COLUMNS + "where tenant = $1 and erasure_id = $2";

  static final String OPEN =
      COLUMNS + "where tenant = $1 and completed_at is null order by requested_at limit 100";

  static final String LED_BY = COLUMNS + "where tenant = $1 and leader = $2 order by erasure_id";

  static final String PEOPLE =
      """
      select erasure_id, master_id, wrapped from erasure
      where tenant = $1 and erasure_id = any($2) and wrapped is not null""";

  static final String MARKERS =
      """
      select key_id, erasure_id, marker from erasure
      where tenant = $1 and key_id = any($2) and marker is not null""";

  static final String OF_PSEUDONYMS = COLUMNS + "where tenant = $1 and pseudonym = any($2)";

  static final String VIEWS_GONE =
      """
      update erasure set views_at = coalesce(views_at, now())
      where tenant = $1 and erasure_id = $2""";

  static final String MARKED =
      """
      update erasure set step = 'MARKED', marker = $3, events = $4, plain_events = $5, reach = $6
      where tenant = $1 and erasure_id = $2 and step = 'REQUESTED'""";

  static final String DESTROY =
      """
      with destroyed as (
        update person_key set wrapped = null, master_id = null where tenant = $1 and key_id = $3)
      update erasure set step = 'DESTROYED', destroyed_at = now()
      where tenant = $1 and erasure_id = $2 and step = 'MARKED'""";

  static final String COMPLETE =
      """
      with released as (
        update person_key set lookup = null, pseudonym = null, erasure = null
        where tenant = $1 and key_id = $3)
      update erasure set step = 'COMPLETED', completed_at = now(), receipt = $4,
        master_id = null, wrapped = null, pseudonym = null
      where tenant = $1 and erasure_id = $2 and step = 'DESTROYED'""";

  private ErasureSql() {}
}
