package dev.meander.statistics;

/**
 * The largest of the values offered; of equal ones those with the lower number. Scratch, no boxing.
 */
final class TopSet {
  private final int most;
  private final double[] values;
  private final int[] ids;
  private int size;

  /**
   * @param most that are kept, at least 1
   */
  TopSet(int most) {
    this.most = most;
    values = new double[most];
    ids = new int[most];
  }

  /** Below this nothing is taken any more. */
  double least() {
    return size < most ? Double.NEGATIVE_INFINITY : values[most - 1];
  }

  void clear() {
    size = 0;
  }

  void offer(double value, int id) {
    if (size == most) {
      double least = values[most - 1];
      if (value < least || (value == least && id > ids[most - 1])) {
        return;
      }
    }
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      boolean before = values[middle] > value || (values[middle] == value && ids[middle] < id);
      low = before ? middle + 1 : low;
      high = before ? high : middle;
    }
    int moved = Math.min(size, most - 1) - low;
    System.arraycopy(values, low, values, low + 1, moved);
    System.arraycopy(ids, low, ids, low + 1, moved);
    values[low] = value;
    ids[low] = id;
    size = Math.min(size + 1, most);
  }

  int size() {
    return size;
  }

  /** By descending value. */
  int id(int place) {
    return ids[place];
  }

  double value(int place) {
    return values[place];
  }
}
