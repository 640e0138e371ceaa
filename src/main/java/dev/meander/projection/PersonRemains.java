package dev.meander.projection;

import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.platform.sql.Statements;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What is left in the projections of somebody who is being erased, beside the live flow. Never
 * blocks; any thread.
 */
@Singleton
public final class PersonRemains {

  private final Statements statements;
  private final LiveProjection live;

  @Inject
  PersonRemains(Statements statements, LiveProjection live) {
    this.statements = statements;
    this.live = live;
  }

  /** What was deleted. */
  public record Purged(long rows, long deadLetters) {}

  /**
   * Whether the projection that serves, and each one that is being filled beside it, has folded its
   * partition up to that place. One that stands still is not waited for.
   */
  public Uni<Boolean> passed(TenantId tenant, LogPosition position) {
    return statements
        .run(
            PersonSql.BEHIND,
            tenant.value(),
            position.partition(),
            position.ledgerId(),
            position.entryId(),
            position.batchIndex(),
            live.version())
        .map(
            rows -> {
              var row = rows.iterator().next();
              return row.getLong("serving") > 0 && row.getLong("behind") == 0;
            });
  }

  /** Whether the projection that serves has folded each of these partitions up to that place. */
  public Uni<Boolean> reached(TenantId tenant, List<LogPosition> places) {
    return isNoneBehind(
        ProjectionSwitch.BEHIND,
        Stream.concat(Stream.of(tenant.value(), live.version()), Stream.of(columns(places))));
  }

  /** The same of every version that is being filled; one that stands still is not waited for. */
  public Uni<Boolean> filled(TenantId tenant, List<LogPosition> places) {
    return isNoneBehind(
        PersonSql.UNFILLED, Stream.concat(Stream.of(tenant.value()), Stream.of(columns(places))));
  }

  private Uni<Boolean> isNoneBehind(String statement, Stream<Object> parameters) {
    return statements
        .run(statement, parameters.toArray())
        .map(rows -> rows.iterator().next().getLong("behind") == 0);
  }

  private static Object[] columns(List<LogPosition> places) {
    return new Object[] {
      places.stream().map(LogPosition::partition).toArray(Integer[]::new),
      places.stream().map(LogPosition::ledgerId).toArray(Long[]::new),
      places.stream().map(LogPosition::entryId).toArray(Long[]::new),
      places.stream().map(LogPosition::batchIndex).toArray(Integer[]::new)
    };
  }

  /**
   * Whether a version has let go of one of these people, and has yet to come to that entry of
   * theirs.
   *
   * @param entries by erasure
   */
  public Uni<Boolean> hasLetGo(TenantId tenant, int projection, Map<UUID, LogPosition> entries) {
    return entries.isEmpty()
        ? Uni.createFrom().item(false)
        : statements
            .run(
                PersonSql.LET_GO,
                Stream.concat(
                        Stream.of(
                            tenant.value(), projection, entries.keySet().toArray(UUID[]::new)),
                        Stream.of(columns(List.copyOf(entries.values()))))
                    .toArray())
            .map(rows -> rows.size() > 0);
  }

  /**
   * Other partitions of the log in which entries of the person stood, as far as rows tell.
   *
   * @param pseudonym the other key that entries of theirs may have been put aside under
   * @param partition that their entries belong into
   */
  public Uni<List<Integer>> elsewhere(
      TenantId tenant, PersonId person, String pseudonym, int partition) {
    return statements
        .run(
            PersonSql.ELSEWHERE,
            tenant.value(),
            person.value(),
            new String[] {pseudonym, person.value()},
            partition)
        .map(
            rows -> {
              List<Integer> partitions = new ArrayList<>();
              rows.forEach(row -> partitions.add(row.getInteger("partition")));
              return partitions;
            });
  }

  /** What the projections deleted as they passed the erasure. */
  public Uni<Purged> forgotten(TenantId tenant, UUID erasure) {
    return statements
        .run(PersonSql.FORGOTTEN, tenant.value(), erasure)
        .map(
            rows -> {
              var row = rows.iterator().next();
              return new Purged(row.getLong("rows"), row.getLong("letters"));
            });
  }

  /**
   * The person's other names: as the projections knew them when they passed the erasure, and as the
   * one that serves knows them now, when a claim in another partition may have come after it.
   */
  public Uni<Set<PersonId>> otherNames(TenantId tenant, PersonId person, UUID erasure) {
    PersonKey asked = new PersonKey(tenant, person);
    return Kin.of(Set.of(asked), KinFacts.stored(statements, live.version()))
        .map(kin -> kin.circle(asked).stream().map(PersonKey::personId).toList())
        .chain(
            now ->
                statements
                    .run(PersonSql.OTHER_NAMES, tenant.value(), erasure)
                    .map(
                        rows -> {
                          Set<PersonId> names = new TreeSet<>(now);
                          rows.forEach(row -> names.add(new PersonId(row.getString("person_id"))));
                          names.remove(person);
                          return names;
                        }));
  }

  /**
   * Deletes what is left of a person in any version, while no batch is being written. A version
   * that had rows of theirs has counted what they did.
   *
   * @param pseudonym the other key that entries of theirs were put aside under
   */
  public Uni<Purged> purge(TenantId tenant, PersonId person, String pseudonym, UUID erasure) {
    return statements
        .run(
            PersonSql.PURGE,
            tenant.value(),
            person.value(),
            new String[] {pseudonym, person.value()},
            erasure)
        .map(
            rows -> {
              var row = rows.iterator().next();
              return new Purged(row.getLong("rows"), row.getLong("letters"));
            });
  }
}
