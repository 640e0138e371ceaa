package dev.meander.statistics;

import java.util.Arrays;

/** Orders by descending value; equal values by ascending index. No boxing. */
final class Largest {
  private int[] indices = new int[0];
  private double[] values = new double[0];

  /** All indices by descending value. */
  static int[] order(double[] values) {
    Largest all = new Largest();
    int[] order = new int[values.length];
    all.order(values, values.length, order);
    return order;
  }

  /** Writes the first {@code size} indices, by descending value, into {@code order}. */
  void order(double[] from, int size, int[] order) {
    if (indices.length < size) {
      indices = new int[size];
    }
    int[] source = order;
    int[] target = indices;
    for (int i = 0; i < size; i++) {
      order[i] = i;
    }
    for (int width = 1; width < size; width *= 2) {
      for (int low = 0; low < size; low += 2 * width) {
        int middle = Math.min(low + width, size);
        int high = Math.min(low + 2 * width, size);
        int left = low;
        int right = middle;
        for (int i = low; i < high; i++) {
          boolean takeRight =
              left == middle || (right < high && from[source[right]] > from[source[left]]);
          target[i] = takeRight ? source[right++] : source[left++];
        }
      }
      int[] swapped = source;
      source = target;
      target = swapped;
    }
    // The last pass may have ended in either array; onto itself the copy changes nothing.
    System.arraycopy(source, 0, order, 0, size);
  }

  /**
   * Writes the indices of the {@code most} largest of the first {@code size} values into {@code
   * found}, by descending value.
   *
   * @return how many
   */
  int top(double[] from, int size, int most, int[] found) {
    if (values.length < most) {
      values = new double[most];
    }
    int count = 0;
    for (int i = 0; i < size; i++) {
      double value = from[i];
      if (count == most && value <= values[most - 1]) {
        continue;
      }
      int at = place(value, count);
      int moved = Math.min(count, most - 1) - at;
      System.arraycopy(values, at, values, at + 1, moved);
      System.arraycopy(found, at, found, at + 1, moved);
      values[at] = value;
      found[at] = i;
      count = Math.min(count + 1, most);
    }
    return count;
  }

  private int place(double value, int count) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (values[middle] >= value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * Writes log(1 + place by descending value) of each of the first {@code size} values; the value
   * after them, if there is one, gets the place where it would stand.
   */
  void logPlaces(double[] from, int size, int[] order, double[] places) {
    order(from, size, order);
    int higher = 0;
    for (int i = 0; i < size; i++) {
      places[order[i]] = Math.log1p(i);
      higher += size < from.length && from[i] > from[size] ? 1 : 0;
    }
    Arrays.fill(places, size, places.length, 0);
    if (size < places.length) {
      places[size] = Math.log1p(higher);
    }
  }
}
