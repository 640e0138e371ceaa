package dev.meander.launcher.chart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A sheet of panels in two columns that share the unit of x.
 *
 * @param title above all
 * @param notes below the title, a line each
 * @param unit of x
 */
public record Chart(String title, List<String> notes, String unit, List<Panel> panels) {

  private static final int COLUMNS = 2;
  private static final int WIDTH = 470;
  private static final int HEIGHT = 190;
  private static final int LEFT = 58;
  private static final int RIGHT = 12;
  private static final int TOP = 34;
  private static final int BOTTOM = 30;
  private static final int LEGEND_WIDTH = 130;

  /** More would not be seen, and the file be large. */
  private static final int MOST_POINTS = 400;

  /** Told apart by those who see few colours too (Okabe and Ito). */
  private static final List<String> COLOURS =
      List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00");

  public Chart {
    notes = List.copyOf(notes);
    panels = List.copyOf(panels);
  }

  /** Writes the file, in place of one that is there. */
  public void write(Path file) throws IOException {
    Files.writeString(file, svg(), StandardCharsets.UTF_8);
  }

  /** The whole document; equal charts give equal ones. */
  public String svg() {
    int head = 34 + 16 * notes.size();
    int rows = (panels.size() + COLUMNS - 1) / COLUMNS;
    var svg = new StringBuilder();
    int width = COLUMNS * WIDTH;
    int height = head + rows * HEIGHT;
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" \
        font-family="sans-serif" font-size="11" fill="#333">
        <rect width="100%%" height="100%%" fill="#fff"/>
        <text x="12" y="22" font-size="16">%s</text>
        """
            .formatted(width, height, width, height, escaped(title)));
    for (int i = 0; i < notes.size(); i++) {
      svg.append(
          "<text x=\"12\" y=\"%d\">%s</text>\n".formatted(40 + 16 * i, escaped(notes.get(i))));
    }
    for (int i = 0; i < panels.size(); i++) {
      draw(svg, panels.get(i), i % COLUMNS * WIDTH, head + i / COLUMNS * HEIGHT);
    }
    return svg.append("</svg>\n").toString();
  }

  private void draw(StringBuilder svg, Panel panel, int left, int top) {
    var frame = new Frame(Axis.upTo(panel.greatestX()), Axis.upTo(panel.greatestY()));
    svg.append("<g transform=\"translate(%d,%d)\">\n".formatted(left, top));
    svg.append(
        "<text x=\"%d\" y=\"14\" font-size=\"12\" font-weight=\"bold\">%s</text>\n"
            .formatted(LEFT, escaped(panel.title())));
    for (double tick : frame.y.ticks()) {
      double y = frame.yOf(tick);
      svg.append(
          "<path d=\"M%d %sH%d\" stroke=\"#ddd\"/><text x=\"%d\" y=\"%s\" text-anchor=\"end\">%s</text>\n"
              .formatted(
                  LEFT, number(y), WIDTH - RIGHT, LEFT - 5, number(y + 4), frame.y.label(tick)));
    }
    for (double tick : frame.x.ticks()) {
      svg.append(
          "<text x=\"%s\" y=\"%d\" text-anchor=\"middle\">%s</text>\n"
              .formatted(number(frame.xOf(tick)), HEIGHT - BOTTOM + 14, frame.x.label(tick)));
    }
    svg.append(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>\n"
            .formatted(WIDTH - RIGHT, HEIGHT - 4, escaped(unit)));
    long names = panel.lines().stream().filter(line -> !line.name().isEmpty()).count();
    long each = Math.min(LEGEND_WIDTH, (WIDTH - LEFT - RIGHT) / Math.max(1, names));
    int named = 0;
    for (int i = 0; i < panel.lines().size(); i++) {
      Line line = panel.lines().get(i);
      String colour = line.dashed() ? "#000" : COLOURS.get(i % COLOURS.size());
      svg.append(
          "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"1.3\"%s points=\"%s\"/>\n"
              .formatted(
                  colour, line.dashed() ? " stroke-dasharray=\"5 3\"" : "", frame.points(line)));
      if (!line.name().isEmpty()) {
        svg.append(
            "<text x=\"%d\" y=\"28\" fill=\"%s\">%s</text>\n"
                .formatted(LEFT + named++ * each, colour, escaped(line.name())));
      }
    }
    svg.append("</g>\n");
  }

  private record Frame(Axis x, Axis y) {

    double xOf(double value) {
      return LEFT + value / x.end() * (WIDTH - LEFT - RIGHT);
    }

    double yOf(double value) {
      return HEIGHT - BOTTOM - value / y.end() * (HEIGHT - TOP - BOTTOM);
    }

    String points(Line line) {
      List<String> points = new ArrayList<>();
      for (Line.Point point : thinned(line.points())) {
        points.add(number(xOf(point.x())) + "," + number(yOf(point.y())));
      }
      return String.join(" ", points);
    }
  }

  /** As many means of neighbours as can be seen. */
  private static List<Line.Point> thinned(List<Line.Point> points) {
    int each = (points.size() + MOST_POINTS - 1) / MOST_POINTS;
    if (each <= 1) {
      return points;
    }
    List<Line.Point> means = new ArrayList<>();
    for (int from = 0; from < points.size(); from += each) {
      List<Line.Point> some = points.subList(from, Math.min(points.size(), from + each));
      means.add(
          new Line.Point(
              some.stream().mapToDouble(Line.Point::x).average().orElseThrow(),
              some.stream().mapToDouble(Line.Point::y).average().orElseThrow()));
    }
    return means;
  }

  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
