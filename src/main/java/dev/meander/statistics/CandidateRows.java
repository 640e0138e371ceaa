package dev.meander.statistics;

/**
 * Candidates for a person's next category with their features. Scratch of one thread: valid until
 * the next person is extracted into it.
 */
public final class CandidateRows {
  int size;
  int[] category = new int[0];
  float[] values = new float[0];

  /** Candidates, by ascending category. */
  public int size() {
    return size;
  }

  /** The number of candidate {@code i}. */
  public int category(int i) {
    return category[i];
  }

  public float value(int i, Feature feature) {
    return values[i * Feature.COUNT + feature.place()];
  }

  /**
   * The rows, {@link Feature#COUNT} numbers each; only the first {@link #size} are this person's.
   */
  public float[] values() {
    return values;
  }

  void reserve(int candidates) {
    size = candidates;
    if (category.length < candidates) {
      category = new int[candidates];
      values = new float[candidates * Feature.COUNT];
    }
  }

  void put(int i, Feature feature, double value) {
    values[i * Feature.COUNT + feature.place()] = (float) value;
  }

  void put(Feature feature, double[] column) {
    for (int i = 0; i < size; i++) {
      put(i, feature, column[i]);
    }
  }

  void putAll(Feature feature, double value) {
    for (int i = 0; i < size; i++) {
      put(i, feature, value);
    }
  }
}
