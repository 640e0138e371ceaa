package dev.meander.serving;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** Settings as a configuration file would give them. */
final class Settings {

  private Settings() {}

  static ServingConfig of(Map<String, String> values) {
    return of(ServingConfig.class, values);
  }

  static <T> T of(Class<T> mapping, Map<String, String> values) {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(mapping)
            .withConverter(
                java.time.Duration.class,
                200,
                new io.quarkus.runtime.configuration.DurationConverter())
            .withDefaultValues(values)
            .build();
    return config.getConfigMapping(mapping);
  }
}
