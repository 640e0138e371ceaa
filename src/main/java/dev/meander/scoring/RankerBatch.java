package dev.meander.scoring;

import dev.meander.statistics.CandidateRows;
import dev.meander.statistics.FeatureSchema;
import java.util.Arrays;

/** Candidates of several people, for one run of a {@link RankerModel}. Reused; one thread. */
public final class RankerBatch {
  private final FeatureSchema schema;
  private final int columns;
  private float[] rows = new float[0];
  private int[] ends = new int[16];
  private int people;
  private int width;

  /**
   * @param schema what its rows tell
   */
  public RankerBatch(FeatureSchema schema) {
    this.schema = schema;
    this.columns = schema.count();
  }

  /**
   * Copies a person's candidates; the current category stays the last.
   *
   * @throws IllegalArgumentException when they tell something else
   */
  public void add(CandidateRows candidates) {
    if (candidates.schema() != schema) {
      throw new IllegalArgumentException(candidates.schema() + " in a batch of " + schema);
    }
    add(candidates.values(), 0, candidates.size());
  }

  /**
   * Copies a person's candidates out of an array of rows.
   *
   * @param values {@link FeatureSchema#count} numbers a row
   * @param at where the first row begins
   * @param candidates how many rows
   */
  void add(float[] values, int at, int candidates) {
    int from = people == 0 ? 0 : ends[people - 1];
    int end = from + candidates;
    if (rows.length < end * columns) {
      rows = Arrays.copyOf(rows, Math.max(rows.length * 2, end * columns));
    }
    System.arraycopy(values, at, rows, from * columns, candidates * columns);
    if (people == ends.length) {
      ends = Arrays.copyOf(ends, people * 2);
    }
    ends[people++] = end;
    width = Math.max(width, candidates);
  }

  /** What its rows tell. */
  FeatureSchema schema() {
    return schema;
  }

  /** Forgets all people. */
  public void clear() {
    people = 0;
    width = 0;
  }

  public int people() {
    return people;
  }

  /** Most candidates of a person. */
  int width() {
    return width;
  }

  /** Candidates of a person. */
  int size(int person) {
    return ends[person] - first(person);
  }

  private int first(int person) {
    return person == 0 ? 0 : ends[person - 1];
  }

  float[] rows() {
    return rows;
  }

  /** Where the numbers of a person's candidate begin in {@link #rows}. */
  int at(int person, int candidate) {
    return (first(person) + candidate) * columns;
  }
}
