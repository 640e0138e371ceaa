package dev.meander.launcher.soak;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A look at everything.
 *
 * @param second since the load began
 * @param values those that could be told at that moment
 */
record Sample(double second, Map<Measure, Double> values) {

  Sample {
    values = Map.copyOf(values);
  }

  OptionalDouble value(Measure measure) {
    Double value = values.get(measure);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** Takes the values of one look. Used by one thread. */
  static final class Builder {
    private final Map<Measure, Double> values = new EnumMap<>(Measure.class);

    /** Empty where it could not be told. */
    void put(Measure measure, OptionalDouble value) {
      value.ifPresent(there -> values.put(measure, there));
    }

    /** The same. */
    void put(Measure measure, Optional<Double> value) {
      value.ifPresent(there -> values.put(measure, there));
    }

    void put(Measure measure, double value) {
      values.put(measure, value);
    }

    Sample at(double second) {
      return new Sample(second, values);
    }
  }
}
