package dev.meander.statistics;

/**
 * Sums by category of which few are not 0: clearing costs as much as was added. Scratch of one
 * thread.
 */
final class SparseScores {

  /** By category; 0 but for those that are {@link #touched}. */
  private double[] sums = new double[0];

  private int[] touchedIn = new int[0];
  private int[] touched = new int[0];
  private int generation;
  private int count;

  /** Forgets all sums. */
  void clear(int categories) {
    if (sums.length != categories) {
      sums = new double[categories];
      touchedIn = new int[categories];
      touched = new int[categories + 1];
      generation = 0;
      count = 0;
    }
    for (int i = 0; i < count; i++) {
      sums[touched[i]] = 0;
    }
    generation++;
    count = 0;
  }

  void add(int category, double value) {
    touched[count] = category;
    count += untouched(category);
    touchedIn[category] = generation;
    sums[category] += value;
  }

  /** Adds to categories, one after the other; the first {@code size} of both. */
  void add(char[] categories, double[] values, int size) {
    int next = count;
    for (int i = 0; i < size; i++) {
      int category = categories[i];
      touched[next] = category;
      next += untouched(category);
      touchedIn[category] = generation;
      sums[category] += values[i];
    }
    count = next;
  }

  /** 1 or 0, without a branch: whether a category was touched is a coin's toss. */
  private int untouched(int category) {
    return (touchedIn[category] - generation) >>> (Integer.SIZE - 1);
  }

  double of(int category) {
    return sums[category];
  }

  /** Offers all that was added, nothing else. */
  void offerAdded(Selection largest) {
    for (int i = 0; i < count; i++) {
      largest.offer(sums[touched[i]], touched[i]);
    }
  }

  /** Offers all sums that are not 0, and of the others as many as can matter. */
  void offer(Selection largest) {
    for (int i = 0; i < count; i++) {
      largest.offer(sums[touched[i]], touched[i]);
    }
    for (int category = 0; category < sums.length && count < largest.most(); category++) {
      if (touchedIn[category] != generation) {
        add(category, 0);
        largest.offer(0, category);
      }
    }
  }
}
