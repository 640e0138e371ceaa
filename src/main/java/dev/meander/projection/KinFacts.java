package dev.meander.projection;

import dev.meander.event.EventId;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.platform.sql.Statements;
import dev.meander.projection.Kin.Facts;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@link KinSql#LOAD_KIN} finds, gathered by name. Confined to one thread. */
final class KinFacts {

  private static final int COLUMNS = 8;

  private final Map<PersonKey, List<MemberClaim>> said = new HashMap<>();
  private final Map<PersonKey, MemberClaim> of = new HashMap<>();
  private final Map<PersonKey, Long> revisions = new HashMap<>();

  /** Of a version, beside the batches: each look a statement of its own. */
  static Kin.Source stored(Statements statements, int projection) {
    return names ->
        statements
            .run(
                KinSql.LOAD_KIN,
                projection,
                names.stream().map(name -> name.tenant().value()).toArray(String[]::new),
                names.stream().map(name -> name.personId().value()).toArray(String[]::new))
            .map(
                rows -> {
                  KinFacts facts = new KinFacts();
                  for (var row : rows) {
                    Object[] columns = new Object[COLUMNS];
                    for (int column = 0; column < COLUMNS; column++) {
                      columns[column] = row.getValue(column);
                    }
                    facts.take(
                        new PersonKey(
                            new TenantId(row.getString(0)), new PersonId(row.getString(1))),
                        columns);
                  }
                  return facts.facts();
                });
  }

  void take(PersonKey key, Object[] row) {
    revisions.put(key, row[7] == null ? 0 : (Long) row[7]);
    MemberClaim claim = claim(key.tenant(), row);
    if (claim != null && claim.known().equals(key.personId())) {
      said.computeIfAbsent(key, _ -> new ArrayList<>()).add(claim);
    } else if (claim != null) {
      of.put(key, claim);
    }
  }

  Map<PersonKey, Facts> facts() {
    Map<PersonKey, Facts> facts = new HashMap<>();
    revisions.forEach(
        (key, revision) ->
            facts.put(key, new Facts(said.getOrDefault(key, List.of()), of.get(key), revision)));
    return facts;
  }

  static @Nullable MemberClaim claim(TenantId tenant, Object[] row) {
    if (row[2] == null) {
      return null;
    }
    return new MemberClaim(
        tenant,
        new PersonId((String) row[2]),
        new PersonId((String) row[3]),
        (Boolean) row[4],
        ((OffsetDateTime) row[5]).toInstant(),
        new EventId((String) row[6]));
  }
}
