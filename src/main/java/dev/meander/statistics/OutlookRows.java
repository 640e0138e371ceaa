package dev.meander.statistics;

import java.util.Arrays;

/**
 * Categories that a person's next events may go to, with their features, and last a row for all
 * others. Scratch of one thread: valid until the next person is extracted into it.
 */
public final class OutlookRows {

  /** What is added to shares before their logarithm. */
  static final double LEAST_SHARE = 1e-5;

  int size;
  private int[] events = new int[0];
  int[] category = new int[0];
  float[] values = new float[0];

  /** Rows: the candidates and the one for all others. */
  public int size() {
    return size;
  }

  /** The row of all categories that are no candidate: the last. */
  public int elsewhere() {
    return size - 1;
  }

  /** The number of candidate {@code row}. */
  public int category(int row) {
    return category[row];
  }

  /** The row of a category: its own or {@link #elsewhere}. */
  public int find(int wanted) {
    int current = size - 2;
    int at = Arrays.binarySearch(category, 0, current, wanted);
    return at >= 0 ? at : category[current] == wanted ? current : elsewhere();
  }

  /**
   * The rows, {@link Outlook#COUNT} numbers each; only the first {@link #size} are this person's.
   */
  public float[] values() {
    return values;
  }

  public float value(int row, Outlook column) {
    return values[row * Outlook.COUNT + column.place()];
  }

  /** The person's events of the row's category. */
  public int events(int row) {
    return events[row];
  }

  /** The category's share of the person's weight, as {@link Outlook#LEVEL} says it. */
  public double level(int row) {
    return Math.max(0, Math.exp(value(row, Outlook.LEVEL)) - LEAST_SHARE);
  }

  /**
   * Probability of an event within so many days by the person's own pace alone: each day is active
   * with the share of their days so far that were, with one active of two added (Laplace).
   */
  public double ownPace(int days) {
    double active = Math.expm1(value(0, Outlook.DAYS));
    double all = Math.max(active, Math.rint(Math.expm1(value(0, Outlook.TENURE))));
    return 1 - Math.pow(1 - (active + 1) / (all + 2), days);
  }

  void countEvents(int row, int count) {
    events[row] += count;
  }

  void read(CandidateRows candidates) {
    size = candidates.size() + 1;
    if (category.length < size) {
      category = new int[size];
      events = new int[size];
      values = new float[size * Outlook.COUNT];
    }
    float[] from = candidates.values();
    int columns = FeatureSchema.BEHAVIOUR.count();
    for (int row = 0; row < candidates.size(); row++) {
      category[row] = candidates.category(row);
      System.arraycopy(from, row * columns, values, row * Outlook.COUNT, columns);
    }
    Arrays.fill(events, 0, size, 0);
    Arrays.fill(values, elsewhere() * Outlook.COUNT, size * Outlook.COUNT, 0);
  }

  void put(int row, Outlook column, double value) {
    values[row * Outlook.COUNT + column.place()] = (float) value;
  }

  void putAll(Outlook column, double value) {
    for (int row = 0; row < size; row++) {
      put(row, column, value);
    }
  }
}
