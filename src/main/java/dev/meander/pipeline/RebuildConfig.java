package dev.meander.pipeline;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** How a version of the read model is filled beside the one that serves. */
@ConfigMapping(prefix = "meander.rebuild")
public interface RebuildConfig {

  /** Most events of one transaction; all of them are in memory at once. */
  @WithDefault("10000")
  @Min(1)
  @Max(200_000)
  int batchEvents();

  /** Partitions of the log that are read at once until the end of the log is reached. */
  @WithDefault("2")
  @Min(1)
  @Max(64)
  int parallel();
}
