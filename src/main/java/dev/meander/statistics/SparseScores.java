package dev.meander.statistics;

/** Sums by category of which few are not 0: clearing costs nothing. Scratch of one thread. */
final class SparseScores {
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
    }
    generation++;
    count = 0;
  }

  void add(int category, double value) {
    // No branch: whether a category was met is a coin's toss.
    boolean met = touchedIn[category] == generation;
    touched[count] = category;
    count += met ? 0 : 1;
    touchedIn[category] = generation;
    sums[category] = (met ? sums[category] : 0) + value;
  }

  double of(int category) {
    return touchedIn[category] == generation ? sums[category] : 0;
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
