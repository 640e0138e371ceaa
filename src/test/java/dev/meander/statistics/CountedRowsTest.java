package dev.meander.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CountedRowsTest {
  private final SplittableRandom random = new SplittableRandom(13);

  @Test
  void hashesAreFoundWhereSearchFindsThem() {
    for (int size : new int[] {0, 1, 2, 3, 4, 5, 7, 8, 9, 1_000, 1_025}) {
      long[] rows = random.longs(size).distinct().sorted().toArray();
      CountedRows hashed = of(rows).hashed();
      for (int place = 0; place < rows.length; place++) {
        assertEquals(place, hashed.find(rows[place]));
      }
      for (int i = 0; i < 100; i++) {
        long asked = random.nextLong();
        assertEquals(Arrays.binarySearch(rows, asked), hashed.find(asked));
      }
    }
  }

  @Test
  void hashesAtTheEndsOfTheirRangeAreFound() {
    long[] rows = {Long.MIN_VALUE, Long.MIN_VALUE + 1, -1, 0, 1, Long.MAX_VALUE};
    CountedRows hashed = of(rows).hashed();
    for (int place = 0; place < rows.length; place++) {
      assertEquals(place, hashed.find(rows[place]));
    }
    assertTrue(hashed.find(2) < 0);
  }

  private static CountedRows of(long[] rows) {
    long[] counts = new long[rows.length];
    Arrays.fill(counts, 1);
    return CountedRows.of(rows, new int[rows.length], counts);
  }
}
