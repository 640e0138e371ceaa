package dev.meander.projection;

import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import dev.meander.interest.DayCell;
import dev.meander.interest.Joint;
import dev.meander.interest.Names;
import dev.meander.interest.ProfileSum;
import dev.meander.projection.ReadModelConnection.StateRow;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is published of those in a batch who have, or had, several names, and of those names: for
 * each of them the merge of all. Read within the transaction of the batch, behind its own rows and
 * behind locks on the names, so that of two batches that change one person the later publishes what
 * both did, whichever partitions they are of.
 */
final class JointProfiles {

  /** How often a name may turn up that was not one of the person's before the locks were held. */
  private static final int ROUNDS = 5;

  private final ReadModelConnection connection;
  private final KinRows rows;

  JointProfiles(ReadModelConnection connection) {
    this.connection = connection;
    this.rows = new KinRows(connection);
  }

  /** What is read before it is summed up. */
  private record Read(
      Kin kin,
      Map<PersonKey, Long> revisions,
      Map<PersonKey, StateRow> states,
      Map<PersonKey, NavigableMap<LocalDate, DayCell>> cells) {}

  /** The result of the batch with the profiles of these people in place of those of their names. */
  Uni<BatchResult> in(BatchPlan plan, BatchResult result) {
    SortedSet<PersonKey> named = new TreeSet<>(plan.people().keySet());
    plan.namings().forEach(naming -> named.add(naming.member()));
    return Kin.of(named, rows)
        .chain(
            kin -> {
              Set<PersonKey> concerned = new TreeSet<>(kin.touched(named));
              return concerned.isEmpty()
                  ? Uni.createFrom().item(result)
                  : rows.rivals(plan.namings())
                      .invoke(concerned::addAll)
                      .invoke(() -> concerned.addAll(saidBy(kin, plan.namings())))
                      .chain(() -> joint(concerned, result));
            });
  }

  /** The same, of profiles of people of whom nothing new is known. */
  Uni<BatchResult> of(Set<PersonKey> people, BatchResult result) {
    return Kin.of(people, rows)
        .chain(
            kin -> {
              Set<PersonKey> concerned = new TreeSet<>(kin.touched(people));
              return concerned.isEmpty() ? Uni.createFrom().item(result) : joint(concerned, result);
            });
  }

  private Uni<BatchResult> joint(Set<PersonKey> concerned, BatchResult result) {
    return locked(concerned, new HashMap<>(), ROUNDS)
        .chain(this::read)
        .chain(
            read ->
                HibernateProfileStore.onWorker(
                    () -> result.withJoint(read.revisions.keySet(), sum(read))));
  }

  /** Names whose people change where one is named by another, or no longer. */
  static Collection<PersonKey> saidBy(Kin kin, Collection<BatchPlan.Naming> namings) {
    Collection<PersonKey> said = new TreeSet<>();
    for (BatchPlan.Naming naming : namings) {
      for (PersonKey name : List.of(naming.known(), naming.member())) {
        kin.facts(name).said().forEach(claim -> said.add(claim.memberKey()));
      }
    }
    return said;
  }

  private Uni<Read> locked(Set<PersonKey> concerned, Map<PersonKey, Long> held, int rounds) {
    return Kin.of(concerned, rows)
        .chain(
            kin -> {
              SortedSet<PersonKey> missing = new TreeSet<>();
              concerned.forEach(name -> missing.addAll(kin.circle(name)));
              missing.removeAll(held.keySet());
              if (missing.isEmpty()) {
                return Uni.createFrom().item(new Read(kin, held, Map.of(), Map.of()));
              }
              if (rounds == 0) {
                return Uni.createFrom()
                    .failure(new IllegalStateException("names change hands all the time"));
              }
              return rows.raise(missing)
                  .invoke(held::putAll)
                  .chain(() -> locked(concerned, held, rounds - 1));
            });
  }

  private Uni<Read> read(Read locked) {
    Collection<PersonKey> names = locked.revisions.keySet();
    return connection
        .loadStates(names)
        .chain(
            states -> {
              List<PersonKey> several =
                  names.stream()
                      .filter(states::containsKey)
                      .filter(name -> circle(locked.kin, name, states).size() > 1)
                      .toList();
              return (several.isEmpty()
                      ? Uni.createFrom().item(Map.<PersonKey, NavigableMap<LocalDate, DayCell>>of())
                      : connection.loadCells(several))
                  .map(cells -> new Read(locked.kin, locked.revisions, states, cells));
            });
  }

  /** Without names under which nothing was done. */
  private static List<PersonKey> circle(Kin kin, PersonKey name, Map<PersonKey, ?> states) {
    return kin.circle(name).stream().filter(states::containsKey).toList();
  }

  private static List<PublishedProfile> sum(Read read) {
    Map<PersonKey, PersonState> states = new HashMap<>();
    read.states.forEach((name, row) -> states.put(name, row.parse()));
    return sum(read.kin, read.revisions, states, read.cells);
  }

  /**
   * The profiles of all names, in no order; pure.
   *
   * @param states of names under which something was done
   * @param cells of those among them who have several names
   */
  static List<PublishedProfile> sum(
      Kin kin,
      Map<PersonKey, Long> revisions,
      Map<PersonKey, PersonState> states,
      Map<PersonKey, NavigableMap<LocalDate, DayCell>> cells) {
    Map<List<PersonKey>, byte[]> sums = new HashMap<>();
    List<PublishedProfile> profiles = new ArrayList<>();
    for (Map.Entry<PersonKey, PersonState> one : states.entrySet()) {
      PersonKey name = one.getKey();
      List<PersonKey> circle = circle(kin, name, states);
      byte[] sum = sums.computeIfAbsent(circle, _ -> sum(circle, states, cells));
      profiles.add(
          new PublishedProfile(
              name.tenant(),
              name.personId(),
              one.getValue().position(),
              newest(circle, states),
              sum,
              new Joint(
                  revisions.getOrDefault(name, 0L), others(name.personId(), circle, states))));
    }
    return profiles;
  }

  private static byte[] sum(
      List<PersonKey> circle,
      Map<PersonKey, PersonState> states,
      Map<PersonKey, NavigableMap<LocalDate, DayCell>> cells) {
    if (circle.size() == 1) {
      PersonState only = states.get(circle.getFirst());
      return (only == null ? ProfileSum.EMPTY : only.total()).toBytes();
    }
    List<Names.Name> names = new ArrayList<>();
    for (PersonKey name : circle) {
      PersonState state = states.get(name);
      NavigableMap<LocalDate, DayCell> own = cells.get(name);
      if (state != null && own != null) {
        names.add(new Names.Name(state.consent(), List.copyOf(own.values())));
      }
    }
    return ProfileSum.of(Names.days(names)).toBytes();
  }

  private static Instant newest(List<PersonKey> circle, Map<PersonKey, PersonState> states) {
    Instant newest = Instant.MIN;
    for (PersonKey name : circle) {
      PersonState state = states.get(name);
      if (state != null && state.appendedAt().isAfter(newest)) {
        newest = state.appendedAt();
      }
    }
    return newest;
  }

  /** The newest place of the other names, by partition. */
  static List<LogPosition> others(
      PersonId own, Collection<PersonKey> circle, Map<PersonKey, PersonState> states) {
    Map<Integer, LogPosition> newest = new TreeMap<>();
    for (PersonKey name : circle) {
      @Nullable PersonState state = states.get(name);
      if (state != null && !name.personId().equals(own)) {
        newest.merge(
            state.position().partition(), state.position(), (a, b) -> a.compareTo(b) >= 0 ? a : b);
      }
    }
    return List.copyOf(newest.values());
  }
}
