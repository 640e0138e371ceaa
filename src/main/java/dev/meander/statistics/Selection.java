package dev.meander.statistics;

import java.util.Arrays;

/**
 * Selects the numbers (of categories or sessions) with the largest of many values; of values that
 * are equal but for 1e-10 of themselves the lower numbers. Scratch of one thread, no boxing.
 */
final class Selection {
  private static final int ID_BITS = 17;
  private static final long IDS = (1L << ID_BITS) - 1;

  private final int most;

  /** A value's bits, made to ascend as it descends, and in their last ones its number. */
  private long[] keys = new long[256];

  private int size;

  private final LongSort sort = new LongSort();

  /**
   * @param most that are selected
   */
  Selection(int most) {
    this.most = most;
  }

  /** Bits that ascend as values descend. */
  static long descending(double value) {
    long bits = Double.doubleToRawLongBits(value + 0.0);
    return ~(bits ^ ((bits >> (Long.SIZE - 1)) & Long.MAX_VALUE));
  }

  void clear() {
    size = 0;
  }

  /** How many are selected at most. */
  int most() {
    return most;
  }

  /**
   * Adds a candidate.
   *
   * @param number below 2^17
   */
  void offer(double value, int number) {
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, size * 2);
    }
    keys[size++] = (descending(value) & ~IDS) | number;
  }

  /** Selects; afterwards {@link #number} tells which, in no order. */
  int select() {
    sort.least(keys, size, most);
    return Math.min(most, size);
  }

  /**
   * The same by Hoare's algorithm (1961), which leaves what is selected in an order that sums were
   * taken in from the first: another would change their last bits.
   */
  int selectForSums() {
    int low = 0;
    int high = size - 1;
    while (low < high && most < size) {
      long pivot = keys[(low + high) >>> 1];
      int left = low;
      int right = high;
      while (left <= right) {
        while (keys[left] < pivot) {
          left++;
        }
        while (keys[right] > pivot) {
          right--;
        }
        if (left <= right) {
          long moved = keys[left];
          keys[left++] = keys[right];
          keys[right--] = moved;
        }
      }
      if (most - 1 <= right) {
        high = right;
      } else if (most - 1 >= left) {
        low = left;
      } else {
        break;
      }
    }
    return Math.min(most, size);
  }

  int number(int place) {
    return (int) (keys[place] & IDS);
  }
}
