package dev.meander.launcher.soak;

import dev.meander.launcher.chart.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All looks of a run, by time. Thread-safe. */
final class Series {

  private final List<Sample> samples = new ArrayList<>();

  synchronized void add(Sample sample) {
    samples.add(sample);
  }

  synchronized List<Sample> samples() {
    return List.copyOf(samples);
  }

  /** The values of a measure from a moment on. */
  List<Line.Point> points(Measure measure, double fromSecond) {
    List<Line.Point> points = new ArrayList<>();
    for (Sample sample : samples()) {
      OptionalDouble value = sample.value(measure);
      if (value.isPresent() && sample.second() >= fromSecond) {
        points.add(new Line.Point(sample.second(), value.getAsDouble()));
      }
    }
    return points;
  }

  /** The end of the last look, in seconds. */
  double end() {
    List<Sample> all = samples();
    return all.isEmpty() ? 0 : all.getLast().second();
  }

  /** A line for the names, then one for each look; empty where something was not told. */
  String csv() {
    Stream<String> names =
        Stream.concat(Stream.of("second"), Stream.of(Measure.values()).map(Measure::column));
    Stream<String> lines =
        samples().stream()
            .map(
                sample ->
                    Stream.concat(
                            Stream.of(number(sample.second())),
                            Stream.of(Measure.values())
                                .map(
                                    measure ->
                                        sample.value(measure).isPresent()
                                            ? number(sample.value(measure).getAsDouble())
                                            : ""))
                        .collect(Collectors.joining(",")));
    return Stream.concat(Stream.of(names.collect(Collectors.joining(","))), lines)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value).replaceFirst("\\.?0+$", "");
  }
}
