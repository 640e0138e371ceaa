package dev.meander.scoring.shop;

import java.util.Arrays;

/**
 * When the shop's runs began, 12 bytes each. Past its limit it keeps the people whose hash lies
 * below a threshold, and halves that: what is kept depends on who is there, not on their order.
 */
final class RunStarts {
  private final int limit;
  private long[] starts = new long[1 << 10];
  private int[] hashes = new int[1 << 10];
  private int size;
  private int thinning;

  RunStarts(int limit) {
    this.limit = limit;
  }

  /**
   * @param personHash equally spread over all numbers
   */
  void add(int personHash, long start) {
    if (!kept(personHash)) {
      return;
    }
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, size * 2);
      hashes = Arrays.copyOf(hashes, size * 2);
    }
    starts[size] = start;
    hashes[size++] = personHash;
    while (size > limit && thinning < Integer.SIZE - 1) {
      thin();
    }
  }

  private boolean kept(int hash) {
    return (hash & ((1 << thinning) - 1)) == 0;
  }

  private void thin() {
    thinning++;
    int left = 0;
    for (int i = 0; i < size; i++) {
      if (kept(hashes[i])) {
        starts[left] = starts[i];
        hashes[left++] = hashes[i];
      }
    }
    size = left;
  }

  long[] sorted() {
    long[] sorted = Arrays.copyOf(starts, size);
    Arrays.sort(sorted);
    return sorted;
  }
}
