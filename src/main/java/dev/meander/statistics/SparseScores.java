package dev.meander.statistics;

/**
 * Sums by category of which few are not 0: clearing costs as much as was added. Scratch of one
 * thread.
 */
final class SparseScores {

  /** By category; 0 but for those that are {@link #touched}. */
  private double[] sums = new double[0];

  /** By category, 1 where it is {@link #touched}, else 0. */
  private byte[] isTouched = new byte[0];

  private int[] touched = new int[0];
  private int count;

  /** Forgets all sums. */
  void clear(int categories) {
    if (sums.length != categories) {
      sums = new double[categories];
      isTouched = new byte[categories];
      touched = new int[categories + 1];
      count = 0;
    }
    for (int i = 0; i < count; i++) {
      sums[touched[i]] = 0;
      isTouched[touched[i]] = 0;
    }
    count = 0;
  }

  void add(int category, double value) {
    touched[count] = category;
    count += 1 - isTouched[category]; // no branch: it is a coin's toss
    isTouched[category] = 1;
    sums[category] += value;
  }

  /** Adds to categories, one after the other; the first {@code size} of both. */
  void add(char[] categories, double[] values, int size) {
    int next = count;
    for (int i = 0; i < size; i++) {
      int category = categories[i];
      touched[next] = category;
      next += 1 - isTouched[category];
      isTouched[category] = 1;
      sums[category] += values[i];
    }
    count = next;
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
      if (isTouched[category] == 0) {
        add(category, 0);
        largest.offer(0, category);
      }
    }
  }
}
