package dev.meander.interest;

import dev.meander.event.LogPosition;
import java.util.List;
import java.util.Optional;

/**
 * What the answers about a person who has, or once had, several names need beside the place of the
 * own newest event. Those of one name never compare with those of another by their places alone:
 * the names' events stand in partitions of their own.
 *
 * @param revision counts up with each change of what one of the names did, and of which names there
 *     are, and with each switch to another version of the projection; 0 for a person who never had
 *     another name where there never was a switch
 * @param others the newest place that each of the other names reaches, one for each partition
 */
public record Joint(long revision, List<LogPosition> others) {

  /** Of a person with one name. */
  public static final Joint ALONE = new Joint(0, List.of());

  public Joint {
    others = List.copyOf(others);
  }

  /** The same, with a revision of at least that. */
  public Joint since(long least) {
    return revision >= least ? this : new Joint(least, others);
  }

  /**
   * Whether answers that reach the own newest place, and these, reach that one; empty where none of
   * them is in its partition.
   */
  public Optional<Boolean> reaches(LogPosition own, LogPosition least) {
    boolean sameOwn = own.partition() == least.partition();
    if (sameOwn && own.compareTo(least) >= 0) {
      return Optional.of(true);
    }
    Optional<Boolean> reaches = sameOwn ? Optional.of(false) : Optional.empty();
    for (LogPosition other : others) {
      if (other.partition() == least.partition()) {
        reaches = Optional.of(other.compareTo(least) >= 0);
      }
    }
    return reaches;
  }
}
