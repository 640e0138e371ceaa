package dev.meander.statistics;

import java.util.Arrays;

/**
 * Candidates for a person's next category with their features. Scratch of one thread: valid until
 * the next person is extracted into it.
 */
public final class CandidateRows {
  private final FeatureSchema schema;
  private final int columns;
  int size;
  boolean newcomer;
  int[] category = new int[0];
  float[] values = new float[0];

  /** What a row holds of which nothing else is known; by feature. */
  private final float[] usual;

  CandidateRows(FeatureSchema schema) {
    this.schema = schema;
    columns = schema.count();
    usual = new float[columns];
  }

  /** What the rows tell. */
  public FeatureSchema schema() {
    return schema;
  }

  /** Candidates: by ascending category, and last the current one. */
  public int size() {
    return size;
  }

  /** Candidates but the current category: what the next run can be of. */
  public int others() {
    return size - 1;
  }

  /** Whether nothing is known of the person before the current run. */
  public boolean newcomer() {
    return newcomer;
  }

  /** The number of candidate {@code i}. */
  public int category(int i) {
    return category[i];
  }

  /** The numbers of all candidates, the current one last. */
  public int[] categories() {
    return Arrays.copyOf(category, size);
  }

  /** The row of a category; -1 where it is no candidate. */
  public int find(int wanted) {
    int at = Arrays.binarySearch(category, 0, others(), wanted);
    return at >= 0 ? at : category[others()] == wanted ? others() : -1;
  }

  /**
   * A number of a row.
   *
   * @throws IllegalArgumentException when the rows do not tell it
   */
  public float value(int i, Feature feature) {
    if (!schema.holds(feature)) {
      throw new IllegalArgumentException(feature + " is not of " + schema);
    }
    return values[i * columns + feature.place()];
  }

  /**
   * The rows, {@link FeatureSchema#count} numbers each; only the first {@link #size} are this
   * person's.
   */
  public float[] values() {
    return values;
  }

  void reserve(int candidates) {
    size = candidates;
    if (category.length < candidates) {
      category = new int[candidates];
      values = new float[candidates * columns];
    }
  }

  void put(int i, Feature feature, double value) {
    values[i * columns + feature.place()] = (float) value;
  }

  void put(Feature feature, double[] column) {
    for (int i = 0; i < size; i++) {
      put(i, feature, column[i]);
    }
  }

  /** Notes what all rows hold, or most of them: {@link #begin} writes it. */
  void usual(Feature feature, double value) {
    usual[feature.place()] = (float) value;
  }

  /** Writes what is usual into each row, in one copy; what a row holds else is put behind it. */
  void begin() {
    for (int i = 0; i < size; i++) {
      System.arraycopy(usual, 0, values, i * columns, columns);
    }
  }
}
