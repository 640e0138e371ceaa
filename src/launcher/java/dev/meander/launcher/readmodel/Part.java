package dev.meander.launcher.readmodel;

/**
 * A table of the read model, and what of it every run over the same events must agree on: not where
 * in the log an event happened to land, nor which partition carried it.
 */
enum Part {
  DAY_CELL(
      """
      select concat_ws(chr(31), person_id, day, encode(body, 'hex'))
      from day_cell
      where projection = ? and tenant = ? and person_id <> all (?)\
      """),
  INTEREST_PROFILE(
      """
      select concat_ws(chr(31), person_id, newest_day, encode(head, 'hex'), consent_granted,
        consent_since)
      from interest_profile
      where projection = ? and tenant = ? and person_id <> all (?)\
      """),
  PERSON_MEMBER(
      """
      select concat_ws(chr(31), known_id, member_id, merged, claimed_at, event_id)
      from person_member
      where projection = ? and tenant = ? and known_id <> all (?)\
      """),
  DEMAND_FACT(
      """
      select concat_ws(chr(31), day, category, currency, sum(quantity), trim_scale(sum(amount)),
        sum(returned), trim_scale(sum(refunded)))
      from demand_fact
      where projection = ? and tenant = ? and ?::text[] is not null
      group by day, category, currency\
      """),
  CATEGORY_COUNT(
      """
      select concat_ws(chr(31), category, sum(events))
      from category_count
      where projection = ? and tenant = ? and ?::text[] is not null
      group by category\
      """),
  /** One entry may stand in the log twice. */
  DEAD_LETTER(
      """
      select distinct concat_ws(chr(31), person_key, reason, encode(payload, 'hex'),
        encode(mended, 'hex'))
      from dead_letter
      where projection = ? and tenant = ? and ?::text[] is not null\
      """);

  private final String rows;

  Part(String rows) {
    this.rows = rows;
  }

  String table() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /**
   * Rows, and two sums of 64 bits each of SHA-256 over every row: equal sets of rows give equal
   * sums in whatever order they come, so nothing is sorted, and sets that differ give different
   * sums but for 1 in 2^128. Parameters: projection, tenant, people left out.
   */
  String sql() {
    return """
        select count(*),
          coalesce(sum(('x' || substr(hash, 1, 16))::bit(64)::bigint::numeric), 0),
          coalesce(sum(('x' || substr(hash, 17, 16))::bit(64)::bigint::numeric), 0)
        from (select encode(sha256(convert_to(line, 'UTF8')), 'hex') as hash
              from (%s) as rows (line)) as hashes
        """
        .formatted(rows);
  }
}
