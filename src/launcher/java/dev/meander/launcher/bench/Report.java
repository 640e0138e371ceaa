package dev.meander.launcher.bench;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was measured, printed as it comes, and the table of aims at the end. */
final class Report {

  private final PrintWriter out;
  private final List<Aim> aims = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();

  /**
   * One line of the closing table.
   *
   * @param what is aimed at
   * @param wanted such as {@code >= 0.5}
   * @param measured the figure with its spread
   * @param met whether the median is as wanted
   */
  record Aim(String what, String wanted, String measured, boolean met) {}

  Report(PrintWriter out) {
    this.out = out;
  }

  void chapter(String title, String method) {
    out.println();
    out.println("== " + title);
    out.println("   " + method);
    out.flush();
  }

  void line(String name, String text) {
    out.printf(Locale.ROOT, "   %-44s %s%n", name, text);
    out.flush();
  }

  /** Rates, min / median / max. */
  void rates(String name, List<Double> rounds, String unit) {
    line(name, Spread.of(rounds).text(0) + " " + unit);
  }

  void ratios(String name, Spread spread) {
    line(name, spread.text(2) + "  (ratio)");
  }

  void atLeast(String what, double wanted, Spread measured, int decimals) {
    String number = "%,." + decimals + "f";
    aims.add(
        new Aim(
            what,
            ">= " + String.format(Locale.ROOT, number, wanted),
            measured.text(decimals),
            measured.median() >= wanted));
  }

  void atMost(String what, double wanted, Spread measured, String unit) {
    aims.add(
        new Aim(
            what,
            String.format(Locale.ROOT, "<= %,.0f %s", wanted, unit),
            measured.text(0) + " " + unit,
            measured.median() <= wanted));
  }

  /** A part that could not be measured is said where its figures would stand. */
  void failed(String title, String why) {
    failures.add(title);
    line("NOT MEASURED", why);
  }

  /** Whether every part was measured. */
  boolean complete() {
    return failures.isEmpty();
  }

  void close() {
    out.println();
    out.printf(Locale.ROOT, "%-44s %-12s %-30s %s%n", "aim", "wanted", "min / median / max", "met");
    for (Aim aim : aims) {
      out.printf(
          Locale.ROOT,
          "%-44s %-12s %-30s %s%n",
          aim.what(),
          aim.wanted(),
          aim.measured(),
          aim.met() ? "yes" : "no");
    }
    if (!failures.isEmpty()) {
      out.println("not measured: " + String.join(", ", failures));
    }
    out.flush();
  }
}
