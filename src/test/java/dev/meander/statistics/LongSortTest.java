package dev.meander.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class LongSortTest {
  private final LongSort sort = new LongSort();

  @Test
  void whatIsSpreadOutLiesInOrder() {
    SplittableRandom random = new SplittableRandom(3);
    assertSorted(random::nextLong);
    assertSorted(() -> random.nextLong(1_000_000));
    assertSorted(() -> Selection.descending(Math.log(random.nextDouble())));
    assertSorted(() -> Selection.descending(random.nextDouble() - .5));
  }

  @Test
  void whatLiesInOneBucketIsSortedToo() {
    SplittableRandom random = new SplittableRandom(5);
    assertSorted(() -> random.nextInt(50) == 0 ? random.nextLong() : random.nextInt(100));
    assertSorted(() -> random.nextInt(3));
    assertSorted(() -> 7);
  }

  @Test
  void theFarthestNumbersHaveAnOrder() {
    SplittableRandom random = new SplittableRandom(7);
    long[] ends = {Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE};
    assertSorted(() -> ends[random.nextInt(ends.length)]);
  }

  /** Of all sizes up to 300, as one scratch meets them in any order; what lies behind stays. */
  private void assertSorted(LongSupplier numbers) {
    for (int round = 0; round <= 300; round++) {
      int size = round * 7 % 301;
      long[] mine = new long[size + 1];
      Arrays.setAll(mine, _ -> numbers.getAsLong());
      long[] expected = mine.clone();
      Arrays.sort(expected, 0, size);
      sort.ascending(mine, size);
      assertArrayEquals(expected, mine);
    }
  }

  @Test
  void theLeastComeFirst() {
    SplittableRandom random = new SplittableRandom(11);
    assertLeastFirst(random::nextLong);
    assertLeastFirst(() -> random.nextInt(3));
    assertLeastFirst(() -> Selection.descending(random.nextDouble() - .5));
  }

  private void assertLeastFirst(LongSupplier numbers) {
    for (int size = 0; size <= 150; size++) {
      for (int count : new int[] {0, 1, size / 3, size - 1, size, size + 1}) {
        long[] mine = new long[size + 1];
        Arrays.setAll(mine, _ -> numbers.getAsLong());
        long[] sorted = mine.clone();
        Arrays.sort(sorted, 0, size);
        sort.least(mine, size, count);
        int least = Math.clamp(count, 0, size);
        Arrays.sort(mine, 0, least);
        Arrays.sort(mine, least, size);
        assertArrayEquals(sorted, mine);
      }
    }
  }
}
