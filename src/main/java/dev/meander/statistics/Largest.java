package dev.meander.statistics;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Orders by descending value; equal values by ascending index. Scratch of one thread. */
final class Largest {
  private static final long OF_ZERO = Selection.descending(0);
  private final LongSort sort = new LongSort();
  private long[] keys = new long[0];

  /** All indices by descending value. */
  static int[] order(double[] values) {
    return IntStream.range(0, values.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -values[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /**
   * Writes log(1 + place by descending value) of each of the first {@code size} values; the value
   * after them, if there is one, gets the place where it would stand. Values that differ by less
   * than 1e-12 of themselves are equal: of those the first comes first.
   */
  void logPlaces(double[] from, int size, double[] places) {
    if (keys.length < size) {
      keys = new long[size];
    }
    // A key is a value's bits, made to ascend as it descends, and in their last ones its index.
    int indexBits = Integer.SIZE - Integer.numberOfLeadingZeros(size);
    long indices = (1L << indexBits) - 1;
    long last = size < from.length ? Selection.descending(from[size]) : Long.MIN_VALUE;
    int higher = 0;
    int kept = 0;
    int below = 0;
    for (int i = 0; i < size; i++) {
      long key = Selection.descending(from[i]);
      keys[kept] = (key & ~indices) | i;
      kept += key == OF_ZERO ? 0 : 1;
      below += key > OF_ZERO ? 1 : 0;
      higher += key < last ? 1 : 0;
    }
    sort.ascending(keys, kept);
    // What is 0, often most of them, needs no sorting: it stands between, in its own order.
    int place = kept - below;
    for (int i = 0; i < size; i++) {
      places[i] = Logarithms.ofNext(place);
      place += from[i] == 0 ? 1 : 0;
    }
    for (int i = 0; i < kept - below; i++) {
      places[(int) (keys[i] & indices)] = Logarithms.ofNext(i);
    }
    for (int i = kept - below; i < kept; i++) {
      places[(int) (keys[i] & indices)] = Logarithms.ofNext(i + size - kept);
    }
    if (size < places.length) {
      places[size] = Logarithms.ofNext(higher);
    }
  }
}
