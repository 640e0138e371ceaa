package dev.meander.launcher.calibration;

import dev.meander.launcher.calibration.Calibration.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What was found of a ranker's calibration, as a table of bins and as a page. */
public final class CalibrationFiles {
  private static final double AIM = .02;

  private final String set;
  private final String model;
  private final List<Row> rows;

  CalibrationFiles(String set, String model, List<Row> rows) {
    this.set = set;
    this.model = model;
    this.rows = rows;
  }

  /**
   * Writes {@code calibration.csv}, a line a bin, and {@code calibration.html}, which needs nothing
   * else.
   */
  public void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("calibration.csv"), csv());
    Files.writeString(folder.resolve("calibration.html"), html());
  }

  String csv() {
    StringBuilder csv = new StringBuilder("part,head,way,asked,missed,said,came,number\n");
    for (Row row : rows) {
      for (HeadCalibration.Way way : row.found().ways()) {
        for (Reliability.Bin bin : way.reliability().bins()) {
          csv.append(
              String.format(
                  Locale.ROOT,
                  "%s,%s,%s,%d,%.4f,%.6f,%.6f,%d%n",
                  row.part(),
                  row.head(),
                  way.name(),
                  row.found().asked(),
                  row.found().missed(),
                  bin.said(),
                  bin.came(),
                  bin.number()));
        }
      }
    }
    return csv.toString();
  }

  String html() {
    StringBuilder html =
        new StringBuilder(
            """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>Calibration of %1$s on %2$s</title><style>
            body{font:15px/1.5 system-ui,sans-serif;max-width:1120px;margin:24px auto;padding:0 16px}
            table{border-collapse:collapse}th,td{padding:4px 12px;border-bottom:1px solid #d5dae0;text-align:right}
            th:first-child,td:first-child,th:nth-child(2),td:nth-child(2){text-align:left}
            .bad{color:#b3261e}.good{color:#1b7f3b}figure{display:inline-block;margin:10px 12px 10px 0}figcaption{font-weight:600;font-size:13px}
            svg{font-size:11px}.before{fill:#9aa7b4}.after{fill:#2667c9}.all{fill:#c98a26}.served{fill:#1b7f3b}
            </style></head><body>
            <h1>Calibration of %1$s on %2$s</h1>
            <p>How often the first place was right, against how sure it was said to be. ECE: mean gap over %3$d equal bins
            of probability (Guo et al. 2017). <b>Before</b> and <b>after</b> the model's temperature: of the moments whose
            answer is among the candidates, which is what a temperature can mend. <b>Of all</b>: of all moments, by the
            model's temperature; an answer that is no candidate is one more wrong first place. <b>As served</b>: of all,
            as the service tells it in the end, by the temperature and the share of candidates that the shop's own last
            days before the part say. Aim: %4$.2f.</p>
            <table><thead><tr><th>part</th><th>head</th><th>moments</th><th>no candidate</th><th>ECE before</th><th>after</th>
            <th>of all</th><th>as served</th></tr></thead><tbody>
            """
                .formatted(escaped(model), escaped(set), Reliability.BINS, AIM));
    for (Row row : rows) {
      html.append(line(row));
    }
    html.append("</tbody></table>\n<p>Circles by the number of moments: ");
    html.append(
        "grey before, blue after, amber of all, green as served. On the line, what is said is true.</p>\n");
    for (Row row : rows) {
      html.append(ReliabilityDiagram.of(row));
    }
    return html.append("</body></html>\n").toString();
  }

  private static String line(Row row) {
    StringBuilder line =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "<tr><td>%s</td><td>%s</td><td>%d</td><td>%.3f</td>",
                escaped(row.part()),
                row.head(),
                row.found().asked(),
                row.found().missed()));
    for (HeadCalibration.Way way : row.found().ways()) {
      double error = way.reliability().error();
      line.append(
          Double.isNaN(error)
              ? "<td>–</td>"
              : String.format(
                  Locale.ROOT, "<td class=\"%s\">%.4f</td>", error <= AIM ? "good" : "bad", error));
    }
    return line.append("</tr>\n").toString();
  }

  /** The errors of each head in the last part that was asked of. */
  public String summary() {
    StringBuilder summary = new StringBuilder("calibration=" + set + " by=" + model);
    String last = rows.getLast().part();
    for (Row row : rows) {
      if (row.part().equals(last)) {
        summary.append(
            String.format(
                Locale.ROOT,
                " %s asked=%d missed=%.3f before=%.4f after=%.4f all=%.4f served=%.4f",
                row.head(),
                row.found().asked(),
                row.found().missed(),
                row.found().before().error(),
                row.found().after().error(),
                row.found().ofAll().error(),
                row.found().served().error()));
      }
    }
    return summary.toString();
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
