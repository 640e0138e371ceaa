package dev.meander.interest;

import dev.meander.event.CategoryPath;
import dev.meander.event.EventEnvelope;
import dev.meander.event.EventKind;
import dev.meander.event.Item;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Folds many events into one cell without a copy for each. Starts from a cell, ends in {@link
 * #cell}; the cell that it started from stays as it was. Confined to one thread.
 */
public final class DayCellFold {

  /** What became of an event. */
  public enum Outcome {
    /** It is in the cell now. */
    FOLDED,
    /** Its id was in the cell before; nothing changed. */
    DUPLICATE,
    /** The cell has {@link DayCell#MAX_EVENTS} events; nothing changed. */
    DAY_FULL
  }

  private static final int HALF_LIVES = HalfLife.COUNT;

  private final DayCell base;
  private final Map<CategoryPath, CategoryMass> touched = new HashMap<>();
  private final int[] counts;
  private final List<RecentEvent> recent;
  private final long[] quantised = new long[HALF_LIVES];
  private long lastEventAt;
  private long[] hashes;
  private int size;

  public DayCellFold(DayCell base) {
    this.base = base;
    this.counts = base.counts.clone();
    this.recent = base.recentEvents();
    this.lastEventAt = base.lastEventAt;
    this.size = base.hashes.length;
    this.hashes = Arrays.copyOf(base.hashes, size + 16);
  }

  /**
   * Takes one event in.
   *
   * @throws IllegalArgumentException when it happened on another day
   */
  public Outcome fold(EventEnvelope envelope) {
    Outcome outcome = note(envelope);
    if (outcome == Outcome.FOLDED) {
      addEvidence(Evidence.of(envelope.event()), envelope, envelope.occurredAt().toEpochMilli());
    }
    return outcome;
  }

  /**
   * Takes in the id of an event and nothing else.
   *
   * @throws IllegalArgumentException when it happened on another day
   */
  Outcome note(EventEnvelope envelope) {
    long at = envelope.occurredAt().toEpochMilli();
    if (Math.floorDiv(at, DayCell.DAY_MILLIS) != base.day) {
      throw new IllegalArgumentException(envelope.occurredAt() + " is not on " + base.day());
    }
    long hash = EventIdHash.of(envelope.eventId());
    int found = Arrays.binarySearch(hashes, 0, size, hash);
    if (found >= 0) {
      return Outcome.DUPLICATE;
    }
    if (size == DayCell.MAX_EVENTS) {
      return Outcome.DAY_FULL;
    }
    insertHash(-found - 1, hash);
    return Outcome.FOLDED;
  }

  /** Adds a disjoint set of events of the same day. */
  DayCellFold merge(DayCell other) {
    int known = size;
    DayCellFold merged = beside(other);
    if (size < known + other.hashes.length) {
      throw new IllegalArgumentException("both cells of " + base.day() + " hold an event");
    }
    return merged;
  }

  /** Adds events of the same day; one that is in both cells counts twice. */
  DayCellFold beside(DayCell other) {
    if (other.day != base.day) {
      throw new IllegalArgumentException(other.day() + " is not " + base.day());
    }
    for (long hash : other.hashes) {
      int found = Arrays.binarySearch(hashes, 0, size, hash);
      if (found < 0) {
        insertHash(-found - 1, hash);
      }
    }
    for (int kind = 0; kind < counts.length; kind++) {
      counts[kind] += other.counts[kind];
    }
    for (CategoryMass mass : other.masses) {
      massOf(mass.category()).addAll(mass);
    }
    other.recent.events().forEach(this::addRecent);
    lastEventAt = Math.max(lastEventAt, other.lastEventAt);
    return this;
  }

  public DayCell cell() {
    return new DayCell(this);
  }

  private void addEvidence(Evidence evidence, EventEnvelope envelope, long at) {
    EventKind kind = envelope.kind();
    counts[KindCode.of(kind)]++;
    lastEventAt = Math.max(lastEventAt, at);
    if (!evidence.categories().isEmpty()) {
      long toDayEnd = DayCell.dayEnd(base.day) - at;
      for (HalfLife halfLife : HalfLife.ALL) {
        quantised[halfLife.slot] =
            CategoryMass.quantise(evidence.strength(), halfLife.decay(toDayEnd));
      }
      for (CategoryPath category : evidence.categories()) {
        massOf(category).add(KindCode.of(kind), 1, quantised, 0, at);
      }
    }
    Item item = evidence.item();
    addRecent(
        new RecentEvent(
            Instant.ofEpochMilli(at),
            envelope.eventId().value(),
            kind,
            item == null ? null : item.category(),
            item == null ? null : item.id().value(),
            evidence.dwellMs()));
  }

  private void addRecent(RecentEvent event) {
    int found = Collections.binarySearch(recent, event, RecentEvents.ORDER);
    if (found >= 0) {
      return;
    }
    recent.add(-found - 1, event);
    if (recent.size() > InterestProfile.RECENT_EVENTS) {
      recent.removeFirst();
    }
  }

  private CategoryMass massOf(CategoryPath category) {
    return touched.computeIfAbsent(
        category,
        path -> {
          int found = indexIn(base.masses, path);
          return found < 0 ? new CategoryMass(path) : base.masses[found].copy();
        });
  }

  private static int indexIn(CategoryMass[] masses, CategoryPath path) {
    int low = 0;
    int high = masses.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = masses[middle].category().compareTo(path);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  private void insertHash(int at, long hash) {
    if (size == hashes.length) {
      hashes = Arrays.copyOf(hashes, size * 2);
    }
    System.arraycopy(hashes, at, hashes, at + 1, size - at);
    hashes[at] = hash;
    size++;
  }

  int day() {
    return base.day;
  }

  long lastEventAt() {
    return lastEventAt;
  }

  int[] counts() {
    return counts.clone();
  }

  CategoryMass[] masses() {
    Map<CategoryPath, CategoryMass> all = new HashMap<>();
    for (CategoryMass mass : base.masses) {
      all.put(mass.category(), mass);
    }
    touched.forEach((path, mass) -> all.put(path, mass.copy()));
    return all.values().stream()
        .sorted((a, b) -> a.category().compareTo(b.category()))
        .toArray(CategoryMass[]::new);
  }

  RecentEvents recent() {
    return RecentEvents.of(recent);
  }

  long[] hashes() {
    return Arrays.copyOf(hashes, size);
  }
}
