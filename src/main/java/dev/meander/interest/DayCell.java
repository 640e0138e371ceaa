package dev.meander.interest;

import dev.meander.event.EventEnvelope;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What one person did on one UTC day, summed: the only stored truth about people. Immutable.
 *
 * <p>Cells of a day are a commutative monoid: for disjoint sets of events {@code fold(X ∪ Y) =
 * merge(fold(X), fold(Y))}, in any order and however often an event is repeated, down to the bytes.
 * This holds while ids are honest (one id, one content) and a day has at most {@link #MAX_EVENTS}
 * events; past that, later arrivals are turned away.
 */
public final class DayCell {

  /** Most events that one cell takes in. */
  public static final int MAX_EVENTS = 65_536;

  static final long DAY_MILLIS = 86_400_000;

  private static final int VERSION = 1;

  final int day;
  final long lastEventAt;
  final int[] counts;
  final CategoryMass[] masses;
  final RecentEvents recent;
  final long[] hashes;

  DayCell(DayCellFold fold) {
    this.day = fold.day();
    this.lastEventAt = fold.lastEventAt();
    this.counts = fold.counts();
    this.masses = fold.masses();
    this.recent = fold.recent();
    this.hashes = fold.hashes();
  }

  private DayCell(int day, ByteSource source) {
    int version = source.readByte();
    if (version != VERSION) {
      throw new IllegalArgumentException("no day cell of version " + version + " is known");
    }
    this.day = day;
    long dayEnd = dayEnd(day);
    this.lastEventAt = dayEnd - source.readUnsigned();
    this.counts = new int[KindCode.COUNT];
    for (long rest = source.readUnsigned(); rest != 0; rest &= rest - 1) {
      counts[Long.numberOfTrailingZeros(rest)] = (int) source.readUnsigned();
    }
    this.masses = new CategoryMass[source.readCount(4)];
    for (int i = 0; i < masses.length; i++) {
      masses[i] = CategoryMass.read(source, dayEnd);
    }
    this.recent = RecentEvents.read(source);
    this.hashes = new long[source.readCount(Long.BYTES)];
    for (int i = 0; i < hashes.length; i++) {
      hashes[i] = source.readFixed();
    }
    source.requireEnd();
  }

  private DayCell(int day, long[] hashes) {
    this.day = day;
    this.lastEventAt = day * DAY_MILLIS;
    this.counts = new int[KindCode.COUNT];
    this.masses = new CategoryMass[0];
    this.recent = RecentEvents.NONE;
    this.hashes = hashes;
  }

  /** The neutral element of a day. */
  public static DayCell empty(LocalDate day) {
    return new DayCell(Math.toIntExact(day.toEpochDay()), new long[0]);
  }

  /** The day that takes an event in: the UTC day of {@code occurredAt}. */
  public static LocalDate dayOf(EventEnvelope envelope) {
    return LocalDate.ofEpochDay(Math.floorDiv(envelope.occurredAt().toEpochMilli(), DAY_MILLIS));
  }

  /**
   * @throws IllegalArgumentException when the bytes are no cell
   */
  public static DayCell fromBytes(LocalDate day, byte[] bytes) {
    return new DayCell(Math.toIntExact(day.toEpochDay()), new ByteSource(bytes));
  }

  /** The canonical form: equal sets of events give equal bytes. */
  public byte[] toBytes() {
    ByteSink sink = new ByteSink();
    long dayEnd = dayEnd(day);
    sink.putByte(VERSION);
    sink.putUnsigned(dayEnd - lastEventAt);
    sink.putUnsigned(kindMask());
    for (int count : counts) {
      if (count != 0) {
        sink.putUnsigned(count);
      }
    }
    sink.putUnsigned(masses.length);
    for (CategoryMass mass : masses) {
      mass.write(sink, dayEnd);
    }
    recent.write(sink);
    sink.putUnsigned(hashes.length);
    for (long hash : hashes) {
      sink.putFixed(hash);
    }
    return sink.toBytes();
  }

  /** This cell and one event more, or the same cell where the event is already in. */
  public DayCell fold(EventEnvelope envelope) {
    DayCellFold fold = new DayCellFold(this);
    return fold.fold(envelope) == DayCellFold.Outcome.FOLDED ? fold.cell() : this;
  }

  /**
   * The cell of both sets of events.
   *
   * @throws IllegalArgumentException when the days differ or the sets share an event
   */
  public DayCell merge(DayCell other) {
    return new DayCellFold(this).merge(other).cell();
  }

  /**
   * The cell of what one person did under two names. Commutes like {@link #merge}; an event that
   * was sent under both counts for each, as the cells tell no longer what it weighed, and stands
   * once among the newest.
   *
   * @throws IllegalArgumentException when the days differ
   */
  public DayCell beside(DayCell other) {
    return new DayCellFold(this).beside(other).cell();
  }

  /** A cell that knows the ids of this one, so that none is taken in again, and nothing else. */
  public DayCell hushed() {
    return new DayCell(day, hashes);
  }

  /** Whether no event counts in it: it is empty, or knows ids and nothing else. */
  public boolean isHushed() {
    return Arrays.stream(counts).allMatch(count -> count == 0);
  }

  public LocalDate day() {
    return LocalDate.ofEpochDay(day);
  }

  /** How many events it has taken in, those among them of which it knows the id alone. */
  public int eventCount() {
    return hashes.length;
  }

  /** Rough size in memory, in bytes, for bounding caches. */
  public int weight() {
    int weight = 160 + hashes.length * Long.BYTES + recent.weight();
    for (CategoryMass mass : masses) {
      weight += mass.weight();
    }
    return weight;
  }

  List<RecentEvent> recentEvents() {
    return new ArrayList<>(recent.events());
  }

  /**
   * The newest events of the day, at most {@link InterestProfile#RECENT_EVENTS}, ascending by
   * ({@code occurredAt}, {@code eventId}).
   */
  public List<RecentEvent> newest() {
    return List.copyOf(recent.events());
  }

  static long dayEnd(int day) {
    return (day + 1) * DAY_MILLIS;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DayCell cell
        && day == cell.day
        && Arrays.equals(toBytes(), cell.toBytes());
  }

  @Override
  public int hashCode() {
    return 31 * day + Arrays.hashCode(hashes);
  }

  @Override
  public String toString() {
    return "DayCell[" + day() + ", " + hashes.length + " events]";
  }

  private long kindMask() {
    long mask = 0;
    for (int kind = 0; kind < KindCode.COUNT; kind++) {
      if (counts[kind] != 0) {
        mask |= 1L << kind;
      }
    }
    return mask;
  }
}
