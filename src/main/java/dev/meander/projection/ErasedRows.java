package dev.meander.projection;

import dev.meander.event.PersonId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Set;

/**
 * Forgets people within the transaction that passes their erasure, after the batch's own rows are
 * written. What the person bought stays counted: by this read model itself where it could read the
 * events and hence has rows of the person, else by the facts that stand with the erasure.
 */
final class ErasedRows {

  private final int projection;

  ErasedRows(int projection) {
    this.projection = projection;
  }

  Uni<Void> apply(ReadModelConnection connection, List<PersonErasure> erasures) {
    return Multi.createFrom()
        .iterable(erasures)
        .onItem()
        .transformToUniAndConcatenate(erasure -> apply(connection, erasure))
        .collect()
        .last()
        .replaceWithVoid();
  }

  private Uni<Void> apply(ReadModelConnection connection, PersonErasure erasure) {
    return noteNames(connection, erasure)
        .chain(() -> delete(connection, erasure))
        .chain(
            gone ->
                connection
                    .update(ReadModelSql.PUT_ERASURE, row(erasure, gone))
                    .chain(
                        added ->
                            added == 1 && gone == 0
                                ? addFacts(connection, erasure)
                                : Uni.createFrom().voidItem()));
  }

  private Uni<Integer> delete(ReadModelConnection connection, PersonErasure erasure) {
    PersonId person = erasure.personId();
    if (person == null) {
      return Uni.createFrom().item(0);
    }
    Columns<PersonErasure> key =
        new Columns<>(projection, List.of(erasure))
            .text(one -> one.tenant().value())
            .text(_ -> person.value());
    return connection
        .update(ReadModelSql.DELETE_PROFILES, key)
        .chain(
            profiles ->
                connection.update(ReadModelSql.DELETE_CELLS, key).map(cells -> profiles + cells))
        .call(() -> connection.update(KinSql.DELETE_CLAIMS, key));
  }

  /** What the person said of names goes with the rows, and all of them are to be forgotten. */
  private Uni<Void> noteNames(ReadModelConnection connection, PersonErasure erasure) {
    PersonId person = erasure.personId();
    if (person == null) {
      return Uni.createFrom().voidItem();
    }
    PersonKey asked = new PersonKey(erasure.tenant(), person);
    return Kin.of(Set.of(asked), new KinRows(connection))
        .chain(
            kin -> {
              Set<PersonKey> others = kin.circle(asked);
              others.remove(asked);
              return others.isEmpty()
                  ? Uni.createFrom().voidItem()
                  : connection
                      .update(
                          KinSql.PUT_NAMES,
                          new Columns<>(projection, others)
                              .text(name -> name.tenant().value())
                              .text(_ -> erasure.erasure().toString())
                              .text(name -> name.personId().value()))
                      .replaceWithVoid();
            });
  }

  private Columns<PersonErasure> row(PersonErasure erasure, int gone) {
    PersonId person = erasure.personId();
    return new Columns<>(projection, List.of(erasure))
        .text(one -> one.tenant().value())
        .text(one -> one.erasure().toString())
        .integer(_ -> gone)
        .integer(one -> one.position().partition())
        .text(PersonErasure::key)
        .text(one -> person == null ? one.key() : person.value());
  }

  private Uni<Void> addFacts(ReadModelConnection connection, PersonErasure erasure) {
    Sales sales = new Sales();
    sales.add(new LogPartition(erasure.tenant(), erasure.position().partition()), erasure.facts());
    return ReadModelRows.ofSales(projection, sales).write(connection);
  }
}
