package dev.meander.scoring;

import dev.meander.statistics.CandidateRows;
import dev.meander.statistics.Feature;
import java.util.Arrays;

/** Candidates of several people, for one run of a {@link RankerModel}. Reused; one thread. */
public final class RankerBatch {
  private float[] rows = new float[0];
  private int[] ends = new int[16];
  private int people;
  private int width;

  /** Copies a person's candidates; the current category stays the last. */
  public void add(CandidateRows candidates) {
    add(candidates.values(), 0, candidates.size());
  }

  /**
   * Copies a person's candidates out of an array of rows.
   *
   * @param values {@link Feature#COUNT} numbers a row
   * @param at where the first row begins
   * @param candidates how many rows
   */
  void add(float[] values, int at, int candidates) {
    int from = people == 0 ? 0 : ends[people - 1];
    int end = from + candidates;
    if (rows.length < end * Feature.COUNT) {
      rows = Arrays.copyOf(rows, Math.max(rows.length * 2, end * Feature.COUNT));
    }
    System.arraycopy(values, at, rows, from * Feature.COUNT, candidates * Feature.COUNT);
    if (people == ends.length) {
      ends = Arrays.copyOf(ends, people * 2);
    }
    ends[people++] = end;
    width = Math.max(width, candidates);
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
    return (first(person) + candidate) * Feature.COUNT;
  }
}
