package dev.meander.statistics;

import java.util.Arrays;

/**
 * Sorts some hundred numbers that are spread out: dealt to buckets by their highest bits they all
 * but lie in order, without the branches that a processor guesses wrong every other time. Scratch
 * of one thread.
 */
final class LongSort {
  private static final int BUCKET_BITS = 8;

  /** Most numbers of a bucket that are put in order by insertion. */
  private static final int MOST_INSERTED = 24;

  /** Where a bucket begins, then where its next number goes. */
  private final int[] next = new int[(1 << BUCKET_BITS) + 1];

  private long[] dealt = new long[0];

  /** Sorts the first {@code size} of {@code numbers}. */
  void ascending(long[] numbers, int size) {
    if (deal(numbers, size) > MOST_INSERTED) {
      Arrays.sort(numbers, 0, size);
      return;
    }
    for (int i = 1; i < size; i++) {
      long number = numbers[i];
      int at = i;
      while (at > 0 && numbers[at - 1] > number) {
        numbers[at] = numbers[--at];
      }
      numbers[at] = number;
    }
  }

  /** Puts the {@code count} least of the first {@code size} numbers first, in no order. */
  void least(long[] numbers, int size, int count) {
    if (count >= size) {
      return;
    }
    int _ = deal(numbers, size);
    // Behind the dealing a bucket's entry tells where it ends.
    int bucket = 0;
    while (next[bucket] < count) {
      bucket++;
    }
    Arrays.sort(numbers, bucket == 0 ? 0 : next[bucket - 1], next[bucket]);
  }

  /** Orders numbers by their buckets alone, and tells how many the fullest holds. */
  private int deal(long[] numbers, int size) {
    long least = Long.MAX_VALUE;
    long most = Long.MIN_VALUE;
    for (int i = 0; i < size; i++) {
      least = Math.min(least, numbers[i]);
      most = Math.max(most, numbers[i]);
    }
    // The range may need all 64 bits: unsigned from here on.
    int shift = Math.max(0, Long.SIZE - BUCKET_BITS - Long.numberOfLeadingZeros(most - least));
    if (dealt.length < size) {
      dealt = new long[size];
    }
    Arrays.fill(next, 0);
    for (int i = 0; i < size; i++) {
      dealt[i] = numbers[i];
      next[(int) ((numbers[i] - least) >>> shift) + 1]++;
    }
    int fullest = 0;
    int before = 0;
    for (int bucket = 1; bucket < next.length; bucket++) {
      fullest = Math.max(fullest, next[bucket]);
      before += next[bucket];
      next[bucket] = before;
    }
    for (int i = 0; i < size; i++) {
      numbers[next[(int) ((dealt[i] - least) >>> shift)]++] = dealt[i];
    }
    return fullest;
  }
}
