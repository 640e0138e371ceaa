package dev.meander.interest;

import dev.meander.event.CategoryPath;
import java.util.Arrays;

/**
 * One category's evidence of one day: per kind a count and one fixed-point sum per half-life (units
 * of 2⁻³², scaled to the day's end). Integers add up the same in any order.
 */
final class CategoryMass {

  private static final double UNIT = 0x1p32;
  private static final int PER_KIND = HalfLife.COUNT;

  private final CategoryPath category;
  private long lastSeenAt = Long.MIN_VALUE;
  private int kinds;
  private int[] counts = {};
  private long[] sums = {};

  CategoryMass(CategoryPath category) {
    this.category = category;
  }

  /** The fixed-point weight of one piece of evidence; a pure function of the event. */
  static long quantise(double strength, double decay) {
    return Math.round(strength * decay * UNIT);
  }

  CategoryMass copy() {
    CategoryMass copy = new CategoryMass(category);
    copy.lastSeenAt = lastSeenAt;
    copy.kinds = kinds;
    copy.counts = counts.clone();
    copy.sums = sums.clone();
    return copy;
  }

  CategoryPath category() {
    return category;
  }

  /** Epoch milliseconds. */
  long lastSeenAt() {
    return lastSeenAt;
  }

  long events() {
    return Arrays.stream(counts).asLongStream().sum();
  }

  /** The weighted sum at the day's end, in views: kinds added in their stated order. */
  double weighted(HalfLife halfLife) {
    double sum = 0;
    int slot = 0;
    for (int rest = kinds; rest != 0; rest &= rest - 1) {
      int kind = Integer.numberOfTrailingZeros(rest);
      sum += KindWeight.of(kind) * (sums[slot * PER_KIND + halfLife.slot] / UNIT);
      slot++;
    }
    return sum;
  }

  /**
   * @param quantised one per half-life
   */
  void add(int kind, int events, long[] quantised, int from, long seenAt) {
    int slot = slotOf(kind);
    counts[slot] += events;
    for (int i = 0; i < PER_KIND; i++) {
      sums[slot * PER_KIND + i] += quantised[from + i];
    }
    lastSeenAt = Math.max(lastSeenAt, seenAt);
  }

  void addAll(CategoryMass other) {
    int slot = 0;
    for (int rest = other.kinds; rest != 0; rest &= rest - 1) {
      int kind = Integer.numberOfTrailingZeros(rest);
      add(kind, other.counts[slot], other.sums, slot * PER_KIND, other.lastSeenAt);
      slot++;
    }
  }

  int weight() {
    return 48 + counts.length * (4 + PER_KIND * 8);
  }

  void write(ByteSink sink, long dayEnd) {
    sink.putPath(category);
    sink.putUnsigned(dayEnd - lastSeenAt);
    sink.putUnsigned(kinds);
    for (int count : counts) {
      sink.putUnsigned(count);
    }
    for (long sum : sums) {
      sink.putSigned(sum);
    }
  }

  static CategoryMass read(ByteSource source, long dayEnd) {
    CategoryMass mass = new CategoryMass(source.readPath());
    mass.lastSeenAt = dayEnd - source.readUnsigned();
    mass.kinds = (int) source.readUnsigned();
    mass.counts = new int[Integer.bitCount(mass.kinds)];
    mass.sums = new long[mass.counts.length * PER_KIND];
    for (int i = 0; i < mass.counts.length; i++) {
      mass.counts[i] = (int) source.readUnsigned();
    }
    for (int i = 0; i < mass.sums.length; i++) {
      mass.sums[i] = source.readSigned();
    }
    return mass;
  }

  /** Kinds lie in ascending order, so that equal contents are equal bytes. */
  private int slotOf(int kind) {
    int slot = Integer.bitCount(kinds & ((1 << kind) - 1));
    if ((kinds & 1 << kind) == 0) {
      kinds |= 1 << kind;
      counts = insert(counts, slot);
      long[] wider = new long[sums.length + PER_KIND];
      System.arraycopy(sums, 0, wider, 0, slot * PER_KIND);
      System.arraycopy(
          sums, slot * PER_KIND, wider, (slot + 1) * PER_KIND, sums.length - slot * PER_KIND);
      sums = wider;
    }
    return slot;
  }

  private static int[] insert(int[] values, int at) {
    int[] wider = new int[values.length + 1];
    System.arraycopy(values, 0, wider, 0, at);
    System.arraycopy(values, at, wider, at + 1, values.length - at);
    return wider;
  }
}
