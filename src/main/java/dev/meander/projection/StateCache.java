package dev.meander.projection;

import dev.meander.event.LogPosition;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The states of people seen last, bounded by their size. Holds only what was committed, and trusts
 * itself only while the stored position of a partition is the one that it saw committed last: when
 * another process wrote in between, what it holds of that partition is dropped. Any thread.
 */
final class StateCache {

  private record Entry(LogPartition partition, PersonState state, int weight) {}

  private final long capacity;
  private final Map<PersonKey, Entry> entries = new LinkedHashMap<>(1_024, 0.75f, true);
  private final Map<LogPartition, LogPosition> reached = new HashMap<>();
  private long weight;

  /**
   * @param capacity in bytes, as {@link PersonState#weight} counts them
   */
  StateCache(long capacity) {
    this.capacity = capacity;
  }

  /** Drops what another writer may have changed. */
  synchronized void validate(Map<LogPartition, LogPosition> stored) {
    stored.forEach(
        (partition, position) -> {
          if (!position.equals(reached.get(partition))) {
            drop(partition);
            reached.put(partition, position);
          }
        });
  }

  synchronized @Nullable PersonState get(PersonKey key) {
    Entry entry = entries.get(key);
    return entry == null ? null : entry.state();
  }

  /** Takes in what was committed. */
  synchronized void put(
      Map<PersonKey, BatchFold.Change> changes, SortedMap<LogPartition, LogPosition> positions) {
    reached.putAll(positions);
    changes.forEach(
        (key, change) -> {
          Entry entry = new Entry(change.partition(), change.state(), change.state().weight());
          weight += entry.weight();
          Entry before = entries.put(key, entry);
          weight -= before == null ? 0 : before.weight();
        });
    var eldest = entries.values().iterator();
    while (weight > capacity && eldest.hasNext()) {
      weight -= eldest.next().weight();
      eldest.remove();
    }
  }

  /** Forgets people who were erased. */
  synchronized void forget(List<PersonErasure> erasures) {
    for (PersonErasure erasure : erasures) {
      if (erasure.personId() != null) {
        Entry entry = entries.remove(new PersonKey(erasure.tenant(), erasure.personId()));
        weight -= entry == null ? 0 : entry.weight();
      }
    }
  }

  /** Forgets partitions whose commit is in doubt. */
  synchronized void dropAll(Iterable<LogPartition> partitions) {
    partitions.forEach(this::drop);
  }

  private void drop(LogPartition partition) {
    reached.remove(partition);
    entries
        .values()
        .removeIf(
            entry -> {
              boolean gone = entry.partition().equals(partition);
              weight -= gone ? entry.weight() : 0;
              return gone;
            });
  }
}
