package dev.meander.launcher.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * From 0 to a round number, in steps of 1, 2 or 5 times a power of ten.
 *
 * @param end above 0
 * @param step above 0
 */
record Axis(double end, double step) {

  private static final int STEPS = 4;

  /** Holds the greatest value, in about four steps; from 0 to 1 where that is 0. */
  static Axis upTo(double value) {
    double greatest = value > 0 ? value : 1;
    double wanted = greatest / STEPS;
    double power = Math.pow(10, Math.floor(Math.log10(wanted)));
    double step = power * 10;
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * power >= wanted) {
        step = factor * power;
        break;
      }
    }
    return new Axis(step * Math.ceil(greatest / step - 1e-9), step);
  }

  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    for (int i = 0; i * step <= end + step / 2; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  /** A tick in as few digits as tell it from its neighbours. */
  String label(double tick) {
    int digits = Math.max(0, (int) -Math.floor(Math.log10(step) + 1e-9));
    return String.format(Locale.ROOT, "%,." + digits + "f", tick);
  }
}
