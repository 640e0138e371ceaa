package dev.meander.statistics;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Orders by descending value; equal values by ascending index. Scratch of one thread. */
final class Largest {
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
    int higher = 0;
    int positive = 0;
    int below = 0;
    for (int i = 0; i < size; i++) {
      if (from[i] != 0) {
        keys[positive++] = (Selection.descending(from[i]) & ~indices) | i;
      }
      below += from[i] < 0 ? 1 : 0;
      higher += size < from.length && from[i] > from[size] ? 1 : 0;
    }
    sort.ascending(keys, positive);
    positive -= below;
    // What is 0, often most of them, needs no sorting: it stands between, in its own order.
    int zeros = size - positive - below;
    for (int place = 0; place < positive; place++) {
      places[(int) (keys[place] & indices)] = Logarithms.ofNext(place);
    }
    for (int place = positive; place < positive + below; place++) {
      places[(int) (keys[place] & indices)] = Logarithms.ofNext(place + zeros);
    }
    if (zeros > 0) {
      int place = positive;
      for (int i = 0; i < size; i++) {
        if (from[i] == 0) {
          places[i] = Logarithms.ofNext(place++);
        }
      }
    }
    if (size < places.length) {
      places[size] = Logarithms.ofNext(higher);
    }
  }
}
