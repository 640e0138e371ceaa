package dev.meander.interest;

import dev.meander.event.LogPosition;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * The trajectory V of a person: the interest distribution at the end of each active day, read from
 * the day cells. Each point is what a replay of the log up to that day would give, bit for bit.
 *
 * @param days ascending
 * @param position of the newest event of the person, for a late one changes its day and all after
 * @param appendedAt when the log took that event
 * @param joint what the person's other names add
 */
public record Trajectory(
    List<DayInterest> days, LogPosition position, Instant appendedAt, Joint joint) {

  public Trajectory {
    days = List.copyOf(days);
  }

  /** Of a person with one name. */
  public Trajectory(List<DayInterest> days, LogPosition position, Instant appendedAt) {
    this(days, position, appendedAt, Joint.ALONE);
  }

  /** The same, with a revision of at least that. */
  public Trajectory since(long least) {
    return new Trajectory(days, position, appendedAt, joint.since(least));
  }

  /**
   * The newest points of cells in any order, one a cell; those in which nothing counts have none.
   *
   * @param most points returned, at least 1
   */
  public static List<DayInterest> points(List<DayCell> cells, int most) {
    Deque<DayInterest> points = new ArrayDeque<>();
    ProfileSum sum = ProfileSum.EMPTY;
    for (DayCell cell : cells.stream().sorted(Comparator.comparing(DayCell::day)).toList()) {
      if (cell.isHushed()) {
        continue;
      }
      sum = sum.plus(cell);
      points.addLast(sum.newestDay());
      if (points.size() > most) {
        points.removeFirst();
      }
    }
    return List.copyOf(points);
  }
}
