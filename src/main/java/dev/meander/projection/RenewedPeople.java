package dev.meander.projection;

import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import dev.meander.interest.Joint;
import dev.meander.interest.ProfileSum;
import dev.meander.projection.ReadModelConnection.StateRow;
import dev.meander.projection.ViewRenewals.Page;
import dev.meander.projection.ViewRenewals.Renewal;
import io.smallrye.mutiny.Uni;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of people by id, of a version and of the one before it.
 *
 * @param nobody what is published of those among them whom the version before knows, where they are
 *     not known any more
 */
record RenewedPeople(List<PersonKey> people, Map<PersonKey, PublishedProfile> nobody) {

  static Uni<RenewedPeople> next(
      ReadModelConnection connection, Renewal renewal, @Nullable PersonId after, int most) {
    RenewedPeople found = new RenewedPeople(new ArrayList<>(), new TreeMap<>());
    return connection
        .rows(
            RenewalSql.PEOPLE,
            renewal.projection(),
            renewal.tenant().value(),
            renewal.before(),
            after == null ? "" : after.value(),
            most)
        .map(
            rows -> {
              while (rows.hasNext()) {
                Object[] row = rows.next();
                PersonKey key = new PersonKey(renewal.tenant(), new PersonId((String) row[0]));
                found.people.add(key);
                if (row[1] != null) {
                  found.nobody.put(key, nobody(key, row));
                }
              }
              return found;
            });
  }

  private static PublishedProfile nobody(PersonKey key, Object[] row) {
    return new PublishedProfile(
        key.tenant(),
        key.personId(),
        new LogPosition((Integer) row[1], (Long) row[2], (Long) row[3], (Integer) row[4]),
        ((OffsetDateTime) row[5]).toInstant(),
        ProfileSum.EMPTY.toBytes(),
        Joint.ALONE);
  }

  Page page() {
    return new Page(people.size(), people.isEmpty() ? null : people.getLast().personId());
  }

  /** What is to be published of them, and of their other names. */
  Uni<List<PublishedProfile>> profiles(ReadModelConnection connection, Renewal renewal) {
    if (people.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    return connection
        .loadStates(people)
        .invoke(states -> nobody.keySet().removeAll(states.keySet()))
        .chain(states -> HibernateProfileStore.onWorker(() -> alone(states)))
        .chain(alone -> new JointProfiles(connection).of(Set.copyOf(people), alone))
        .map(
            known ->
                Stream.concat(known.profiles().stream(), nobody.values().stream())
                    .map(profile -> profile.since(renewal.revision()))
                    .toList());
  }

  private static BatchResult alone(Map<PersonKey, StateRow> states) {
    List<PublishedProfile> profiles = new ArrayList<>(states.size());
    states.forEach((key, row) -> profiles.add(BatchFold.published(key, row.parse())));
    return BatchResult.of(profiles);
  }
}
