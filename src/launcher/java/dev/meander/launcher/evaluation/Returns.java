package dev.meander.launcher.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Probabilities of coming back, with what happened. */
final class Returns {
  private static final int BINS = 10;

  private record Case(double probability, boolean came) {}

  private final List<Case> cases = new ArrayList<>();

  void add(double probability, boolean came) {
    cases.add(new Case(probability, came));
  }

  /** Area under the ROC curve: how often one who came stands above one who did not. */
  double areaUnderCurve() {
    double[] gone =
        cases.stream().filter(each -> !each.came).mapToDouble(Case::probability).sorted().toArray();
    double above = 0;
    int came = 0;
    for (Case each : cases) {
      if (each.came) {
        came++;
        above += (below(gone, each.probability, false) + below(gone, each.probability, true)) / 2.0;
      }
    }
    return above / Math.max(1, came) / Math.max(1, gone.length);
  }

  private static int below(double[] sorted, double value, boolean orEqual) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value || (orEqual && sorted[middle] == value)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Mean gap between what was foretold and what happened, over ten bins of equal size. */
  double calibrationError() {
    Case[] sorted = cases.toArray(Case[]::new);
    Arrays.sort(sorted, Comparator.comparingDouble(Case::probability));
    double error = 0;
    for (int bin = 0; bin < BINS; bin++) {
      double gap = 0;
      for (int i = bin * sorted.length / BINS; i < (bin + 1) * sorted.length / BINS; i++) {
        gap += sorted[i].probability - (sorted[i].came ? 1 : 0);
      }
      error += Math.abs(gap) / sorted.length;
    }
    return error;
  }

  /** Without how many they are. */
  String rates(String prefix) {
    return String.format(
        Locale.ROOT, "%1$sAUC=%2$.4f %1$sECE=%3$.4f", prefix, areaUnderCurve(), calibrationError());
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "returns=%d %s", cases.size(), rates(""));
  }
}
