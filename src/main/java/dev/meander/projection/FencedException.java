package dev.meander.projection;

import java.util.Set;

/** A batch of somebody who no longer owns some of its partitions; nothing of it was stored. */
public final class FencedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Set<LogPartition> lost;

  FencedException(Set<LogPartition> lost) {
    super("taken over by another owner: " + lost);
    this.lost = Set.copyOf(lost);
  }

  /** The partitions that somebody else has taken since. */
  public Set<LogPartition> lost() {
    return lost;
  }
}
