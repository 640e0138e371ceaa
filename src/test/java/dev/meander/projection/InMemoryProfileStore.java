package dev.meander.projection;

import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.interest.CategoryShare;
import dev.meander.interest.DayCell;
import dev.meander.interest.ProfileAt;
import dev.meander.interest.ProfileSum;
import dev.meander.interest.ShopPopularity;
import dev.meander.interest.Trajectory;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiFunction;

/** The read model in maps, for tests of what stands on it. Confined to one thread. */
public final class InMemoryProfileStore implements ProfileStore {

  private static final int PER_PERSON = 1_000;
  private static final int PER_PARTITION = 25_000;

  private final Map<LogPartition, LogPosition> positions = new HashMap<>();
  private final Map<LogPartition, Claim> claims = new HashMap<>();
  private final Map<PersonKey, PersonState> states = new HashMap<>();
  private final Map<PersonKey, NavigableMap<LocalDate, DayCell>> cells = new HashMap<>();
  private final Map<Sales.VisitKey, Long> visits = new TreeMap<>();
  private final Map<LogPartition, ParkedTotals> totals = new HashMap<>();
  private final Map<ParkedKey, ParkedPerson> parkedPeople = new HashMap<>();
  private final NavigableMap<LogPosition, ParkedEntry> aside = new TreeMap<>();
  private final Set<UUID> erasures = new HashSet<>();
  private final MemoryNames names = new MemoryNames();

  @Override
  public Uni<Claim> take(LogPartition partition) {
    return Uni.createFrom()
        .item(
            () -> {
              Claim before = Fence.claimOf(partition, claims);
              Claim taken =
                  new Claim(
                      before.epoch() + 1,
                      before.published(),
                      totals.getOrDefault(partition, ParkedTotals.NONE));
              claims.put(partition, taken);
              return taken;
            });
  }

  @Override
  public Uni<Set<LogPartition>> lost(Map<LogPartition, Claim> held) {
    return Uni.createFrom().item(() -> Fence.lost(locked(held.keySet()), held));
  }

  @Override
  public Uni<BatchResult> apply(EventBatch batch, Map<LogPartition, Claim> held) {
    return Uni.createFrom().item(() -> applyNow(batch, held));
  }

  @Override
  public Uni<Optional<ProfileAt>> current(TenantId tenant, PersonId personId) {
    return days(tenant, personId, LocalDate.MAX, profileOf(tenant, personId));
  }

  @Override
  public Uni<Optional<ProfileAt>> asOf(TenantId tenant, PersonId personId, Instant instant) {
    LocalDate day = LocalDate.ofInstant(instant, ZoneOffset.UTC);
    return days(tenant, personId, day, profileOf(tenant, personId));
  }

  @Override
  public Uni<Optional<Trajectory>> trajectory(
      TenantId tenant, PersonId personId, Instant instant, int most) {
    return days(
        tenant,
        personId,
        LocalDate.ofInstant(instant, ZoneOffset.UTC),
        (reach, days) ->
            new Trajectory(
                Trajectory.points(days, most),
                reach.position(),
                reach.appendedAt(),
                reach.joint()));
  }

  private static BiFunction<JointReads.Reach, List<DayCell>, ProfileAt> profileOf(
      TenantId tenant, PersonId personId) {
    return (reach, days) ->
        new ProfileAt(
            ProfileSum.of(days).profile(tenant, personId),
            reach.position(),
            reach.appendedAt(),
            reach.joint());
  }

  /** Of one name or of several. */
  private <T> Uni<Optional<T>> days(
      TenantId tenant,
      PersonId personId,
      LocalDate until,
      BiFunction<JointReads.Reach, List<DayCell>, T> make) {
    return Uni.createFrom()
        .item(
            () -> {
              PersonKey asked = new PersonKey(tenant, personId);
              JointReads.Circle circle =
                  names
                      .circle(asked)
                      .orElse(new JointReads.Circle(asked, new TreeSet<>(List.of(asked)), 0));
              Map<PersonKey, PersonState> known = new HashMap<>(states);
              known.keySet().retainAll(circle.names());
              return known.isEmpty()
                  ? Optional.empty()
                  : JointReads.made(circle, known, cells, until, make);
            });
  }

  @Override
  public Uni<Set<PersonId>> names(TenantId tenant, PersonId personId) {
    return Uni.createFrom()
        .item(
            () ->
                names
                    .circle(new PersonKey(tenant, personId))
                    .map(JointReads.Circle::people)
                    .orElse(Set.of(personId)));
  }

  @Override
  public Uni<ShopPopularity> popularity(TenantId tenant) {
    Map<dev.meander.event.CategoryPath, Long> counts = new TreeMap<>();
    visits.forEach(
        (key, count) -> {
          if (key.partition().tenant().equals(tenant)) {
            counts.merge(key.category(), count, Long::sum);
          }
        });
    double total = counts.values().stream().mapToLong(Long::longValue).sum();
    return Uni.createFrom()
        .item(
            new ShopPopularity(
                counts.entrySet().stream()
                    .sorted(
                        Map.Entry.<dev.meander.event.CategoryPath, Long>comparingByValue(
                            Comparator.reverseOrder()))
                    .limit(200)
                    .map(entry -> new CategoryShare(entry.getKey(), entry.getValue() / total))
                    .toList()));
  }

  /** What is put aside under the key of a decision. */
  List<ParkedEntry> about(ParkingDecision decision) {
    return aside.values().stream()
        .filter(entry -> ParkedKey.of(entry.letter()).equals(ParkedKey.of(decision)))
        .toList();
  }

  private void erase(PersonErasure erasure, Sales sales) {
    LogPartition partition = new LogPartition(erasure.tenant(), erasure.position().partition());
    letGo(ParkedKey.of(partition, erasure.key()));
    boolean known = false;
    if (erasure.personId() != null) {
      letGo(ParkedKey.of(partition, erasure.personId().value()));
      PersonKey key = new PersonKey(erasure.tenant(), erasure.personId());
      known = states.remove(key) != null;
      cells.remove(key);
      names.forget(key);
    }
    if (erasures.add(erasure.erasure()) && !known) {
      sales.add(partition, erasure.facts());
    }
  }

  private void letGo(ParkedKey key) {
    ParkedPerson person = parkedPeople.remove(key);
    if (person != null) {
      aside.values().removeIf(entry -> ParkedKey.of(entry.letter()).equals(key));
      totals.merge(
          key.partition(),
          new ParkedTotals(-1, -person.kept(), -person.left()),
          ParkedTotals::plus);
    }
  }

  private Map<LogPartition, Fence.Stored> locked(Set<LogPartition> partitions) {
    Map<LogPartition, Fence.Stored> locked = new HashMap<>();
    for (LogPartition partition : partitions) {
      LogPosition position =
          positions.getOrDefault(partition, Claim.beginning(partition.partition()));
      locked.put(
          partition,
          new Fence.Stored(
              position,
              Fence.claimOf(partition, claims).epoch(),
              totals.getOrDefault(partition, ParkedTotals.NONE)));
    }
    return locked;
  }

  private BatchResult applyNow(EventBatch batch, Map<LogPartition, Claim> held) {
    Map<LogPartition, Fence.Stored> locked = locked(BatchPlan.partitions(batch));
    Map<LogPartition, LogPosition> _ = Fence.pass(locked, held);
    BatchPlan plan = BatchPlan.of(batch, positions);
    Map<PersonKey, NavigableMap<LocalDate, DayCell>> late = new HashMap<>();
    for (PersonKey key : plan.people().keySet()) {
      if (plan.needsAllCells(key, states.get(key))) {
        late.put(key, cells.getOrDefault(key, new TreeMap<>()));
      }
    }
    ParkedRows parked =
        new ParkedRows(new ParkedRows.Limits(PER_PERSON, PER_PARTITION), Fence.parked(locked));
    BatchFold fold = Parking.fold(plan, parkedPeople, new TrialFold(states, late), parked);
    names.fold(fold.claims());
    totals.putAll(parked.totals());
    parkedPeople.putAll(parked.people());
    parked.free().forEach(parkedPeople::remove);
    parked.gone().forEach(letter -> aside.remove(letter.position()));
    parked.put().forEach(entry -> aside.put(entry.letter().position(), entry));
    positions.putAll(plan.reached());
    plan.reached()
        .keySet()
        .forEach(partition -> claims.put(partition, Fence.claimOf(partition, held)));
    fold.changes()
        .forEach(
            (key, change) -> {
              states.put(key, change.state());
              NavigableMap<LocalDate, DayCell> all =
                  cells.computeIfAbsent(key, person -> new TreeMap<>());
              change.cells().forEach(cell -> all.put(cell.cell().day(), cell.cell()));
            });
    plan.erasures().forEach(erasure -> erase(erasure, fold.sales()));
    fold.sales().visits().forEach((key, count) -> visits.merge(key, count, Long::sum));
    return names
        .joint(plan, fold.result(plan, parked), states, cells)
        .with(Fence.parked(locked(locked.keySet())));
  }
}
