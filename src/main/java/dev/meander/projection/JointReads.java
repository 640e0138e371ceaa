package dev.meander.projection;

import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.interest.DayCell;
import dev.meander.interest.Joint;
import dev.meander.interest.Names;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.mutiny.impl.MutinyStatelessSessionImpl;

/** Reads about those who have, or had, several names: all that was done under any of them. */
final class JointReads {

  /** How far an answer reaches. */
  record Reach(LogPosition position, Instant appendedAt, Joint joint) {}

  /** Whose days a name stands for. */
  record Circle(PersonKey asked, SortedSet<PersonKey> names, long revision) {

    Set<PersonId> people() {
      return names.stream().map(PersonKey::personId).collect(Collectors.toSet());
    }
  }

  private final ReadModelConnection connection;

  JointReads(Mutiny.StatelessSession session, int projection) {
    connection =
        new ReadModelConnection(
            ((MutinyStatelessSessionImpl) session).getReactiveConnection(),
            projection,
            Duration.ZERO);
  }

  /** Empty for somebody who never had to do with another name. */
  Uni<Optional<Circle>> circle(TenantId tenant, PersonId person) {
    PersonKey asked = new PersonKey(tenant, person);
    return Kin.of(Set.of(asked), new KinRows(connection))
        .map(
            kin ->
                kin.facts(asked).isTouched()
                    ? Optional.of(new Circle(asked, kin.circle(asked), kin.facts(asked).revision()))
                    : Optional.empty());
  }

  /**
   * Makes something of the days up to one; fails with {@link ConsentWithdrawnException} where
   * consent is withdrawn under any of the names. Empty where there is no such day.
   */
  <T> Uni<Optional<T>> days(
      Circle circle, LocalDate until, BiFunction<Reach, List<DayCell>, T> make) {
    return connection
        .loadStates(circle.names())
        .chain(
            states ->
                states.isEmpty()
                    ? Uni.createFrom().item(Optional.empty())
                    : connection
                        .loadCells(states.keySet())
                        .chain(
                            cells ->
                                HibernateProfileStore.onWorker(
                                    () -> {
                                      Map<PersonKey, PersonState> parsed = new HashMap<>();
                                      states.forEach((name, row) -> parsed.put(name, row.parse()));
                                      return made(circle, parsed, cells, until, make);
                                    })));
  }

  /** The same of what was read; pure. */
  static <T> Optional<T> made(
      Circle circle,
      Map<PersonKey, PersonState> states,
      Map<PersonKey, NavigableMap<LocalDate, DayCell>> cells,
      LocalDate until,
      BiFunction<Reach, List<DayCell>, T> make) {
    List<Names.Name> names = new ArrayList<>();
    states.forEach(
        (name, state) ->
            names.add(
                new Names.Name(
                    state.consent(),
                    List.copyOf(
                        cells.getOrDefault(name, new TreeMap<>()).headMap(until, true).values()))));
    if (!Names.granted(names)) {
      throw new ConsentWithdrawnException();
    }
    List<DayCell> days = Names.days(names);
    return days.isEmpty() ? Optional.empty() : Optional.of(make.apply(reach(circle, states), days));
  }

  private static Reach reach(Circle circle, Map<PersonKey, PersonState> states) {
    PersonState newest =
        states.values().stream().max(Comparator.comparing(PersonState::appendedAt)).orElseThrow();
    PersonState own = states.getOrDefault(circle.asked(), newest);
    return new Reach(
        own.position(),
        newest.appendedAt(),
        new Joint(
            circle.revision(),
            JointProfiles.others(circle.asked().personId(), circle.names(), states)));
  }
}
