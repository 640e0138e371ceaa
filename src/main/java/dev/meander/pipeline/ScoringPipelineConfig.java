package dev.meander.pipeline;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How profiles become views. */
@ConfigMapping(prefix = "meander.scorer")
public interface ScoringPipelineConfig {

  /** Most profiles taken at once; of a person who occurs more than once only the newest counts. */
  @WithDefault("500")
  @Min(1)
  int batchProfiles();

  /** Most bytes of profiles taken at once; opened and scored they take some ten times as many. */
  @WithDefault("4M")
  MemorySize batchBytes();

  /** How long a batch may wait to be filled. */
  @WithDefault("10ms")
  Duration batchDelay();

  /** How old the shop's popularity may be. */
  @WithDefault("5s")
  Duration popularityRefresh();

  /** How often to look whether the cache has lost its views. */
  @WithDefault("5s")
  Duration refillCheck();
}
