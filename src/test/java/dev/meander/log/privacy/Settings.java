package dev.meander.log.privacy;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;

/** Settings as a configuration file would give them. */
final class Settings {

  private Settings() {}

  static PrivacyConfig of(Map<String, String> values) {
    return new SmallRyeConfigBuilder()
        .withMapping(PrivacyConfig.class)
        .withConverter(Duration.class, 200, new DurationConverter())
        .withDefaultValues(values)
        .build()
        .getConfigMapping(PrivacyConfig.class);
  }
}
