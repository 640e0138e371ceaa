package dev.meander.scoring;

/** What a ranker says of a batch: logits by person, candidate and head, all of them numbers. */
public final class RankerLogits {
  private final float[] values;
  private final int width;
  private final int heads;

  /** Takes the array over. */
  RankerLogits(float[] values, int width, int heads) {
    this.values = values;
    this.width = width;
    this.heads = heads;
  }

  /**
   * The logit of a candidate.
   *
   * @param candidate by its row
   * @param head from 0; the next run is the first
   */
  public float of(int person, int candidate, int head) {
    return values[(person * width + candidate) * heads + head];
  }
}
