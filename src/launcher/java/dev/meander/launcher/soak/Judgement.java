package dev.meander.launcher.soak;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Whether anything grew, of the looks of a run; see the package.
 *
 * @param trends by measure, per hour, over the last two thirds
 * @param faults what grew or got too large, in words
 */
record Judgement(Map<Measure, Trend> trends, List<String> faults) {

  /** Of a shorter run slopes are told and not judged: a minute's noise would be MB per hour. */
  static final double SHORTEST_SECONDS = 600;

  private static final double WARM_UP = 1 / 3.0;
  private static final double HOUR = 3600;

  Judgement {
    trends = Map.copyOf(trends);
    faults = List.copyOf(faults);
  }

  /** From when on a run is judged, in seconds. */
  static double begin(double end) {
    return end * WARM_UP;
  }

  static Judgement of(Series series) {
    Map<Measure, Trend> trends = new EnumMap<>(Measure.class);
    List<String> faults = new ArrayList<>();
    double end = series.end();
    for (Measure measure : Measure.values()) {
      Trend trend = Trend.of(series.points(measure, begin(end))).per(HOUR);
      trends.put(measure, trend);
      OptionalDouble most = measure.mostGrowth();
      if (end >= SHORTEST_SECONDS
          && most.isPresent()
          && trend.slope() > most.getAsDouble()
          && trend.lower() > 0) {
        faults.add(text("%s grows by %.1f an hour, more than %.0f", measure, trend.slope(), most));
      }
      OptionalDouble reached =
          series.points(measure, 0).stream().mapToDouble(point -> point.y()).max();
      OptionalDouble limit = measure.greatest();
      if (limit.isPresent() && reached.orElse(0) > limit.getAsDouble()) {
        faults.add(text("%s reaches %.0f, more than %.0f", measure, reached.orElse(0), limit));
      }
    }
    return new Judgement(trends, faults);
  }

  /** Per hour; 0 where nothing can be said. */
  double slope(Measure measure) {
    Trend trend = trends.get(measure);
    return trend == null ? 0 : trend.slope();
  }

  private static String text(String form, Measure measure, double value, OptionalDouble limit) {
    return String.format(Locale.ROOT, form, measure, value, limit.orElse(0));
  }
}
