package dev.meander.launcher.chart;

import java.util.List;

/**
 * One line of a panel.
 *
 * @param name for the legend; empty for none
 * @param points by x, two at least for a line to be seen
 * @param dashed whether it is drawn for comparison, such as a trend
 */
public record Line(String name, List<Point> points, boolean dashed) {

  /** A point in the units of its axes; both finite. */
  public record Point(double x, double y) {

    public Point {
      if (!Double.isFinite(x) || !Double.isFinite(y)) {
        throw new IllegalArgumentException("a point has to be finite: " + x + ", " + y);
      }
    }
  }

  public Line {
    points = List.copyOf(points);
  }

  /** A line of measurements. */
  public static Line of(String name, List<Point> points) {
    return new Line(name, points, false);
  }
}
