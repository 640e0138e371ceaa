package dev.meander.pipeline;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How the log is read into the read model. */
@ConfigMapping(prefix = "meander.projector")
public interface ProjectionPipelineConfig {

  /** Most events of one transaction. */
  @WithDefault("5000")
  @Min(1)
  int batchEvents();

  /** Most bytes of one transaction, as they stand in the log. */
  @WithDefault("8M")
  MemorySize batchBytes();

  /** How long a batch may wait to be filled. */
  @WithDefault("10ms")
  Duration batchDelay();
}
