package dev.meander.projection;

import dev.meander.event.PersonId;
import dev.meander.projection.Kin.Facts;
import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What people say of names, on the connection of a batch or of a read. */
final class KinRows implements Kin.Source {

  private final ReadModelConnection connection;

  KinRows(ReadModelConnection connection) {
    this.connection = connection;
  }

  @Override
  public Uni<Map<PersonKey, Facts>> of(Collection<PersonKey> names) {
    KinFacts facts = new KinFacts();
    return connection
        .select(KinSql.LOAD_KIN, connection.keys(names), facts::take)
        .map(_ -> facts.facts());
  }

  /** All claims of people. */
  Uni<Map<PersonKey, Map<PersonId, MemberClaim>>> claims(Collection<PersonKey> people) {
    Map<PersonKey, Map<PersonId, MemberClaim>> claims = new HashMap<>();
    return connection
        .select(
            KinSql.LOAD_CLAIMS,
            connection.keys(people),
            (key, row) -> {
              MemberClaim claim = KinFacts.claim(key.tenant(), row);
              if (claim != null) {
                claims.computeIfAbsent(key, _ -> new HashMap<>()).put(claim.member(), claim);
              }
            })
        .replaceWith(claims);
  }

  /** Who else claims the names that were named in a batch, which is in the table by now. */
  Uni<Collection<PersonKey>> rivals(Collection<BatchPlan.Naming> namings) {
    Collection<PersonKey> rivals = new TreeSet<>();
    if (namings.isEmpty()) {
      return Uni.createFrom().item(rivals);
    }
    Columns<BatchPlan.Naming> columns =
        new Columns<>(connection.projection(), namings)
            .text(naming -> naming.known().tenant().value())
            .text(naming -> naming.known().personId().value())
            .text(naming -> naming.member().personId().value());
    return connection
        .select(KinSql.LOAD_RIVALS, columns, (key, _) -> rivals.add(key))
        .replaceWith(rivals);
  }

  Uni<Void> put(List<MemberClaim> claims) {
    if (claims.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    return connection
        .update(
            KinSql.PUT_CLAIMS,
            new Columns<>(connection.projection(), claims)
                .text(claim -> claim.tenant().value())
                .text(claim -> claim.known().value())
                .text(claim -> claim.member().value())
                .truth(MemberClaim::merged)
                .time(MemberClaim::at)
                .text(claim -> claim.event().value()))
        .replaceWithVoid();
  }

  /** Raises the revisions, which keeps others from publishing these names until this commits. */
  Uni<Map<PersonKey, Long>> raise(Collection<PersonKey> names) {
    Map<PersonKey, Long> raised = new HashMap<>();
    return connection
        .select(
            KinSql.RAISE_REVISIONS,
            connection.keys(names),
            (key, row) -> raised.put(key, (Long) row[2]))
        .replaceWith(raised);
  }
}
