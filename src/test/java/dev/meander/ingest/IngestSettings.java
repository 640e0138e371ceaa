package dev.meander.ingest;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;

/** Settings as a configuration file would give them. */
final class IngestSettings {

  private IngestSettings() {}

  static IngestConfig defaults() {
    return of(IngestConfig.class, Map.of());
  }

  static <T> T of(Class<T> mapping, Map<String, String> values) {
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(mapping)
            .withConverter(Duration.class, 200, new DurationConverter())
            .withConverter(MemorySize.class, 200, new MemorySizeConverter())
            .withDefaultValues(values)
            .build();
    return config.getConfigMapping(mapping);
  }
}
