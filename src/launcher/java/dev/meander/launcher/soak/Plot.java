package dev.meander.launcher.soak;

import dev.meander.launcher.chart.Chart;
import dev.meander.launcher.chart.Line;
import dev.meander.launcher.chart.Panel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A run drawn, with the trends that it was judged by. */
final class Plot {

  private static final double MINUTE = 60;

  private Plot() {}

  static Chart of(Soak.Plan plan, Series series, Verdict verdict) {
    String title =
        String.format(Locale.ROOT, "Soak: %d minutes at %,d events/s", plan.minutes(), plan.rate());
    List<String> notes =
        List.of(
            String.format(
                Locale.ROOT,
                "acknowledged %,d, lost %d, doubled %d, failed requests %d; dashed: Theil-Sen over the last two thirds",
                verdict.acknowledged(),
                verdict.lost(),
                verdict.doubled(),
                verdict.errors()));
    List<Panel> panels =
        List.of(
            panel(series, "service: heap, MiB", Measure.HEAP_USED, Measure.HEAP_LIVE),
            panel(series, "service: direct memory, MiB", Measure.DIRECT, Measure.NETTY),
            panel(series, "service: resident, MiB", Measure.SERVICE),
            panel(series, "service: threads", Measure.THREADS),
            panel(series, "servers, MiB", Measure.BROKER, Measure.POSTGRES, Measure.REDIS),
            panel(series, "projection: seconds behind", Measure.LAG),
            panel(series, "per second", Measure.RATE, Measure.READS),
            panel(series, "failed requests, per look", Measure.ERRORS));
    return new Chart(title, notes, "minutes", panels);
  }

  private static Panel panel(Series series, String title, Measure... measures) {
    List<Line> lines = new ArrayList<>();
    for (Measure measure : measures) {
      lines.add(Line.of(name(measure), minutes(series.points(measure, 0))));
    }
    for (Measure measure : measures) {
      if (measure.mostGrowth().isPresent()) {
        trend(series, measure, lines);
      }
    }
    return new Panel(title, lines);
  }

  private static void trend(Series series, Measure measure, List<Line> lines) {
    List<Line.Point> points = minutes(series.points(measure, Judgement.begin(series.end())));
    if (points.size() < 3) {
      return;
    }
    double slope = Trend.of(points).slope();
    double[] offsets =
        points.stream().mapToDouble(point -> point.y() - slope * point.x()).sorted().toArray();
    double offset = offsets[offsets.length / 2];
    double from = points.getFirst().x();
    double to = points.getLast().x();
    lines.add(
        new Line(
            "",
            List.of(
                new Line.Point(from, Math.max(0, offset + slope * from)),
                new Line.Point(to, Math.max(0, offset + slope * to))),
            true));
  }

  private static List<Line.Point> minutes(List<Line.Point> seconds) {
    return seconds.stream().map(point -> new Line.Point(point.x() / MINUTE, point.y())).toList();
  }

  private static String name(Measure measure) {
    return switch (measure) {
      case HEAP_LIVE -> "after full collection";
      case HEAP_USED -> "used";
      case DIRECT -> "NIO buffers";
      case NETTY -> "Netty's arenas";
      case BROKER -> "broker";
      case POSTGRES -> "PostgreSQL";
      case REDIS -> "Redis";
      case RATE -> "events acknowledged";
      case READS -> "reads answered";
      case SERVICE, THREADS, LAG, ERRORS -> "";
    };
  }
}
