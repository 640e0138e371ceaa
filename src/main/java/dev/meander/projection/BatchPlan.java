package dev.meander.projection;

import dev.meander.event.LogPosition;
import dev.meander.event.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A batch, sorted by person, without what was applied before. */
final class BatchPlan {

  /**
   * One person's part of a batch.
   *
   * @param events to fold, in the log's order; empty where all were applied before
   */
  record PersonPart(LogPartition partition, List<PositionedEvent> events) {}

  private final SortedMap<PersonKey, PersonPart> people = new TreeMap<>();
  private final SortedMap<LogPartition, LogPosition> reached = new TreeMap<>();
  private final List<DeadLetter> deadLetters = new ArrayList<>();
  private int alreadyApplied;
  private int erased;

  private BatchPlan() {}

  /**
   * @param stored how far each partition is applied; a missing one is not applied at all
   */
  static BatchPlan of(EventBatch batch, Map<LogPartition, LogPosition> stored) {
    BatchPlan plan = new BatchPlan();
    for (PositionedEvent event : batch.events()) {
      TenantId tenant = event.envelope().tenant();
      LogPartition partition = new LogPartition(tenant, event.position().partition());
      PersonPart part =
          plan.people.computeIfAbsent(
              new PersonKey(tenant, event.envelope().personId()),
              key -> new PersonPart(partition, new ArrayList<>()));
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
    return plan;
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
    return partitions;
  }

  /** Everybody named in the batch, in the order of their keys. */
  SortedMap<PersonKey, PersonPart> people() {
    return people;
  }

  /** How far each partition is applied after this batch; only those that move. */
  SortedMap<LogPartition, LogPosition> reached() {
    return reached;
  }

  List<DeadLetter> deadLetters() {
    return deadLetters;
  }

  /** Entries of people who were erased. */
  int erased() {
    return erased;
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
