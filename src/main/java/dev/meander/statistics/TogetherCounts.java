package dev.meander.statistics;

import java.util.Arrays;

/** In how many groups (sessions or people) two categories occur together, and each by itself. */
final class TogetherCounts {

  /** Most categories of one group whose pairs are counted: they grow with its square. */
  static final int MOST_OF_A_GROUP = 512;

  final long[] groups;
  final CountTable pairs;

  TogetherCounts(int categories, int mostPairs) {
    groups = new long[categories + 1];
    pairs = new CountTable(mostPairs);
  }

  /**
   * @param runs categories in order of time, repeated or not
   */
  void add(int[] runs) {
    int[] distinct = latestDistinct(runs);
    for (int i = 0; i < distinct.length; i++) {
      groups[distinct[i]]++;
      for (int j = 0; j < distinct.length; j++) {
        if (i != j) {
          pairs.add(distinct[i], distinct[j], 1);
        }
      }
    }
  }

  private static int[] latestDistinct(int[] runs) {
    int[] sorted = runs.clone();
    Arrays.sort(sorted);
    int size = distinct(sorted);
    if (size <= MOST_OF_A_GROUP) {
      return Arrays.copyOf(sorted, size);
    }
    RecencyList recency = new RecencyList();
    for (int category : runs) {
      recency.toFront(category);
    }
    int[] latest = new int[MOST_OF_A_GROUP];
    for (int i = 0; i < latest.length; i++) {
      latest[i] = recency.get(i);
    }
    return latest;
  }

  private static int distinct(int[] sorted) {
    int size = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        sorted[size++] = sorted[i];
      }
    }
    return size;
  }

  void addAll(TogetherCounts other) {
    PopularityCounts.sum(groups, other.groups);
    pairs.addAll(other.pairs);
  }
}
