package dev.meander.launcher.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * How a counter rose towards a known total: points of time and count, in order. Between two points
 * it is taken to rise evenly.
 */
final class Drain {

  private final List<Point> points = new ArrayList<>();

  private record Point(double seconds, double count) {}

  /**
   * @param seconds on any clock, never backwards
   * @param count never backwards
   */
  void add(double seconds, double count) {
    if (points.size() == 1 && points.getFirst().count() == count) {
      // Nothing has begun yet: waiting is no part of the work.
      points.clear();
    }
    points.add(new Point(seconds, count));
  }

  /** The count that was seen last; 0 before the first. */
  double last() {
    return points.isEmpty() ? 0 : points.getLast().count();
  }

  /**
   * The rates of equal parts of what was counted after the first point up to {@code total}.
   *
   * @throws BenchException when fewer than two points were seen or it never got there
   */
  List<Double> rates(int parts, double total) {
    if (points.size() < 2 || last() < total || points.getFirst().count() >= total) {
      throw new BenchException(
          "seen %d points up to %.0f of %.0f".formatted(points.size(), last(), total));
    }
    double first = points.getFirst().count();
    double step = (total - first) / parts;
    List<Double> rates = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      double begun = timeOf(first + part * step);
      double ended = timeOf(first + (part + 1) * step);
      rates.add(step / (ended - begun));
    }
    return rates;
  }

  private double timeOf(double count) {
    Point before = points.getFirst();
    for (Point point : points) {
      if (point.count() >= count) {
        double rise = point.count() - before.count();
        double share = rise == 0 ? 0 : (count - before.count()) / rise;
        return before.seconds() + share * (point.seconds() - before.seconds());
      }
      before = point;
    }
    return before.seconds();
  }
}
