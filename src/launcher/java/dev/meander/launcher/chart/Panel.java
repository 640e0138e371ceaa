package dev.meander.launcher.chart;

import java.util.List;

/**
 * Lines over one pair of axes; that of y begins at 0 and ends above the greatest value.
 *
 * @param title with the unit of y
 */
public record Panel(String title, List<Line> lines) {

  public Panel {
    lines = List.copyOf(lines);
  }

  double greatestX() {
    return lines.stream()
        .flatMap(line -> line.points().stream())
        .mapToDouble(Line.Point::x)
        .max()
        .orElse(1);
  }

  double greatestY() {
    return lines.stream()
        .flatMap(line -> line.points().stream())
        .mapToDouble(Line.Point::y)
        .max()
        .orElse(1);
  }
}
