package dev.meander.statistics;

import java.util.Arrays;

/** Distinct categories of a person, the latest first. */
final class RecencyList {
  private int[] categories = new int[32];
  private int size;

  /** Where a category stands, 0 first; -1 where it is not there. */
  int placeOf(int category) {
    for (int at = 0; at < size; at++) {
      if (categories[at] == category) {
        return at;
      }
    }
    return -1;
  }

  void toFront(int category) {
    int known = placeOf(category);
    int at = known < 0 ? size : known;
    if (known < 0) {
      if (size == categories.length) {
        categories = Arrays.copyOf(categories, size * 2);
      }
      size++;
    }
    System.arraycopy(categories, 0, categories, 1, at);
    categories[0] = category;
  }

  int size() {
    return size;
  }

  int get(int place) {
    return categories[place];
  }

  void clear() {
    size = 0;
  }
}
