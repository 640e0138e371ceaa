package dev.meander.launcher.calibration;

import dev.meander.launcher.calibration.Calibration.Row;
import java.util.Locale;

/** Said against true, as a figure with SVG that needs nothing else. */
final class ReliabilityDiagram {
  private static final int SIZE = 250;
  private static final int LEFT = 34;
  private static final int BOTTOM = 30;
  private static final int TOP = 8;
  private static final int ROOM = SIZE - LEFT - TOP;
  private static final double SMALLEST = 1.5;
  private static final double LARGEST = 7;

  private ReliabilityDiagram() {}

  static String of(Row row) {
    StringBuilder svg =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                """
                <figure><figcaption>%1$s, %2$s</figcaption><svg xmlns="http://www.w3.org/2000/svg" width="%3$d" height="%3$d" role="img" aria-label="%1$s, %2$s">
                <path d="M%4$d %5$dV%6$dH%7$d" fill="none" stroke="#9aa7b4"/><path d="M%4$d %6$dL%7$d %5$d" stroke="#b3261e" stroke-dasharray="4 3"/>
                """,
                CalibrationFiles.escaped(row.part()),
                row.head(),
                SIZE,
                LEFT,
                SIZE - BOTTOM - ROOM,
                SIZE - BOTTOM,
                LEFT + ROOM));
    for (double tick : new double[] {0, .5, 1}) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%.0f\" y=\"%d\" text-anchor=\"middle\">%.1f</text><text x=\"%d\" y=\"%.0f\" text-anchor=\"end\">%.1f</text>%n",
              x(tick),
              SIZE - BOTTOM + 14,
              tick,
              LEFT - 4,
              y(tick) + 4,
              tick));
    }
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">said</text><text x=\"%d\" y=\"%d\">true</text>%n",
            SIZE - TOP,
            SIZE - 3,
            LEFT + 4,
            TOP + 8));
    circles(svg, row.found().before(), "before");
    circles(svg, row.found().ofAll(), "all");
    circles(svg, row.found().after(), "after");
    circles(svg, row.found().served(), "served");
    return svg.append("</svg></figure>\n").toString();
  }

  private static void circles(StringBuilder svg, Reliability reliability, String kind) {
    double most = Math.max(1, reliability.number());
    for (Reliability.Bin bin : reliability.bins()) {
      svg.append(
          String.format(
              Locale.ROOT,
              "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill-opacity=\".8\"><title>%s: said %.3f, true %.3f of %d</title></circle>%n",
              kind,
              x(bin.said()),
              y(bin.came()),
              SMALLEST + LARGEST * Math.sqrt(bin.number() / most),
              kind,
              bin.said(),
              bin.came(),
              bin.number()));
    }
  }

  private static double x(double said) {
    return LEFT + ROOM * said;
  }

  private static double y(double came) {
    return SIZE - BOTTOM - ROOM * came;
  }
}
