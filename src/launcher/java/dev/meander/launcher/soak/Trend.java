package dev.meander.launcher.soak;

import dev.meander.launcher.chart.Line;
import java.util.Arrays;
import java.util.List;

/**
 * The slope of a series that a few outliers do not move: the median of the slopes between all pairs
 * of points, and the lower end of its interval.
 *
 * <p>P. K. Sen, "Estimates of the regression coefficient based on Kendall's tau", Journal of the
 * American Statistical Association 63 (1968). The interval takes the points for independent; those
 * of a process that drifts are not, so it calls a slope sure too early rather than too late.
 *
 * @param slope per unit of x
 * @param lower what the slope surely exceeds, by 97.5 %
 * @param points how many it is made of
 */
record Trend(double slope, double lower, int points) {

  private static final double QUANTILE = 1.959964;

  /** Of fewer than three points nothing can be said: no slope, and no lower end. */
  static Trend of(List<Line.Point> points) {
    int n = points.size();
    if (n < 3) {
      return new Trend(0, Double.NEGATIVE_INFINITY, n);
    }
    double[] slopes = new double[n * (n - 1) / 2];
    int count = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        double run = points.get(j).x() - points.get(i).x();
        if (run > 0) {
          slopes[count++] = (points.get(j).y() - points.get(i).y()) / run;
        }
      }
    }
    if (count == 0) {
      return new Trend(0, Double.NEGATIVE_INFINITY, n);
    }
    Arrays.sort(slopes, 0, count);
    double spread = QUANTILE * Math.sqrt(n * (n - 1.0) * (2.0 * n + 5) / 18);
    int rank = (int) Math.floor((count - spread) / 2);
    double lower = rank < 0 ? Double.NEGATIVE_INFINITY : slopes[rank];
    double median =
        count % 2 == 1 ? slopes[count / 2] : (slopes[count / 2 - 1] + slopes[count / 2]) / 2;
    return new Trend(median, lower, n);
  }

  /** The same per so many units of x. */
  Trend per(double units) {
    return new Trend(slope * units, lower * units, points);
  }
}
