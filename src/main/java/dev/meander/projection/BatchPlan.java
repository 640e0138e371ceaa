package dev.meander.projection;

import dev.meander.event.BehaviorEvent.PersonMerged;
import dev.meander.event.EventEnvelope;
import dev.meander.event.LogPosition;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.interest.Consent;
import dev.meander.interest.DayCell;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A batch, sorted by person, without what was applied before. */
final class BatchPlan {

  /**
   * One person's part of a batch.
   *
   * @param events to fold, in the log's order; empty where all were applied before
   */
  record PersonPart(LogPartition partition, List<PositionedEvent> events) {}

  /** One person named another one, in whatever way. */
  record Naming(PersonKey known, PersonKey member) {}

  private final SortedMap<PersonKey, PersonPart> people = new TreeMap<>();
  private final Set<Naming> namings = new LinkedHashSet<>();
  private final Map<PersonKey, List<EventEnvelope>> parkedEvents = new HashMap<>();
  private final SortedMap<LogPartition, LogPosition> reached = new TreeMap<>();
  private final List<DeadLetter> deadLetters = new ArrayList<>();
  private final List<ParkingDecision> decisions = new ArrayList<>();
  private final List<ParkedEntry> parked;
  private int alreadyApplied;
  private int erased;
  private final List<PersonErasure> erasures = new ArrayList<>();

  private BatchPlan(List<ParkedEntry> parked) {
    this.parked = parked;
  }

  /**
   * @param stored how far each partition is applied; a missing one is not applied at all
   */
  static BatchPlan of(EventBatch batch, Map<LogPartition, LogPosition> stored) {
    BatchPlan plan = new BatchPlan(batch.parked());
    for (PositionedEvent event : batch.events()) {
      TenantId tenant = event.envelope().tenant();
      LogPartition partition = new LogPartition(tenant, event.position().partition());
      PersonPart part = plan.part(tenant, event.envelope().personId(), partition);
      plan.addNaming(event.envelope());
      if (plan.isNew(partition, event.position(), stored)) {
        part.events().add(event);
      }
    }
    for (DeadLetter letter : batch.deadLetters()) {
      LogPartition partition = new LogPartition(letter.tenant(), letter.position().partition());
      if (plan.isNew(partition, letter.position(), stored)) {
        plan.deadLetters.add(letter);
      }
    }
    for (ErasedEntry entry : batch.erased()) {
      LogPartition partition = new LogPartition(entry.tenant(), entry.position().partition());
      if (plan.isNew(partition, entry.position(), stored)) {
        plan.erased++;
      }
    }
    for (PersonErasure erasure : batch.erasures()) {
      LogPartition partition = new LogPartition(erasure.tenant(), erasure.position().partition());
      if (plan.isNew(partition, erasure.position(), stored)) {
        plan.erasures.add(erasure);
      }
    }
    for (ParkingDecision decision : batch.decisions()) {
      plan.add(decision, stored);
    }
    for (ParkedEntry entry : batch.parked()) {
      if (entry.reread() instanceof Reread.Fit(EventEnvelope envelope)) {
        plan.mayFold(envelope, ParkedKey.of(entry.letter()).partition());
      }
    }
    return plan;
  }

  private void add(ParkingDecision decision, Map<LogPartition, LogPosition> stored) {
    LogPartition partition = ParkedKey.of(decision).partition();
    PersonId person = decision.personId();
    if (person != null) {
      PersonPart _ = part(decision.tenant(), person, partition);
    }
    if (decision.act() instanceof ParkingDecision.Act.Mend(EventEnvelope event, byte[] _)) {
      mayFold(event, partition);
    }
    if (isNew(partition, decision.position(), stored)) {
      decisions.add(decision);
    }
  }

  private void mayFold(EventEnvelope envelope, LogPartition partition) {
    PersonPart _ = part(envelope.tenant(), envelope.personId(), partition);
    addNaming(envelope);
    parkedEvents
        .computeIfAbsent(
            new PersonKey(envelope.tenant(), envelope.personId()), key -> new ArrayList<>())
        .add(envelope);
  }

  private void addNaming(EventEnvelope envelope) {
    if (envelope.event() instanceof PersonMerged(PersonId member, boolean _)) {
      namings.add(
          new Naming(
              new PersonKey(envelope.tenant(), envelope.personId()),
              new PersonKey(envelope.tenant(), member)));
    }
  }

  private PersonPart part(TenantId tenant, PersonId person, LogPartition partition) {
    return people.computeIfAbsent(
        new PersonKey(tenant, person), key -> new PersonPart(partition, new ArrayList<>()));
  }

  static SortedSet<LogPartition> partitions(EventBatch batch) {
    SortedSet<LogPartition> partitions = new TreeSet<>();
    for (PositionedEvent event : batch.events()) {
      partitions.add(new LogPartition(event.envelope().tenant(), event.position().partition()));
    }
    for (DeadLetter letter : batch.deadLetters()) {
      partitions.add(new LogPartition(letter.tenant(), letter.position().partition()));
    }
    for (ErasedEntry entry : batch.erased()) {
      partitions.add(new LogPartition(entry.tenant(), entry.position().partition()));
    }
    for (ParkingDecision decision : batch.decisions()) {
      partitions.add(ParkedKey.of(decision).partition());
    }
    for (PersonErasure erasure : batch.erasures()) {
      partitions.add(new LogPartition(erasure.tenant(), erasure.position().partition()));
    }
    return partitions;
  }

  /** Everybody named in the batch, in the order of their keys. */
  SortedMap<PersonKey, PersonPart> people() {
    return people;
  }

  /** Who names whom, also where that was applied before. */
  Set<Naming> namings() {
    return namings;
  }

  /**
   * Whether an event of a day before the newest cell is, or may come, among those of a person, or a
   * withdrawal of consent: then all cells are needed.
   */
  boolean needsAllCells(PersonKey key, @Nullable PersonState state) {
    PersonPart part = people.get(key);
    if (state == null || part == null) {
      return false;
    }
    LocalDate newest = state.newest().day();
    return part.events().stream().anyMatch(event -> reachesBack(event.envelope(), newest))
        || parkedEvents.getOrDefault(key, List.of()).stream()
            .anyMatch(envelope -> reachesBack(envelope, newest));
  }

  private static boolean reachesBack(EventEnvelope envelope, LocalDate newest) {
    return DayCell.dayOf(envelope).isBefore(newest) || Consent.isWithdrawal(envelope);
  }

  /** How far each partition is applied after this batch; only those that move. */
  SortedMap<LogPartition, LogPosition> reached() {
    return reached;
  }

  List<DeadLetter> deadLetters() {
    return deadLetters;
  }

  List<ParkingDecision> decisions() {
    return decisions;
  }

  /** What is put aside, before the batch, of those whom a decision is about. */
  List<ParkedEntry> parked() {
    return parked;
  }

  /** Under which keys something of the batch may be put aside. */
  SortedSet<ParkedKey> keys() {
    SortedSet<ParkedKey> keys = new TreeSet<>();
    people.forEach(
        (person, part) -> {
          for (PositionedEvent event : part.events()) {
            keys.add(ParkedKey.of(part.partition(), event.key()));
            keys.add(new ParkedKey(part.partition(), person.personId().value()));
          }
        });
    deadLetters.forEach(letter -> keys.add(ParkedKey.of(letter)));
    decisions.forEach(decision -> keys.add(ParkedKey.of(decision)));
    return keys;
  }

  /** Entries of people who were erased. */
  int erased() {
    return erased;
  }

  /** Who is to be forgotten. */
  List<PersonErasure> erasures() {
    return erasures;
  }

  int alreadyApplied() {
    return alreadyApplied;
  }

  private boolean isNew(
      LogPartition partition, LogPosition position, Map<LogPartition, LogPosition> stored) {
    LogPosition applied = stored.get(partition);
    if (applied != null && position.compareTo(applied) <= 0) {
      alreadyApplied++;
      return false;
    }
    reached.merge(partition, position, (a, b) -> a.compareTo(b) >= 0 ? a : b);
    return true;
  }
}
