package dev.meander.projection;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** Settings of the read model. */
@ConfigMapping(prefix = "meander.projection")
public interface ProjectionConfig {

  /** Version of the fold: which partitions of the tables are read and written. */
  @WithDefault("1")
  @Min(1)
  int version();

  /** Memory for the states of people seen last, over all partitions of the log. */
  @WithDefault("64M")
  MemorySize cacheSize();

  /**
   * How long an owner may stand still in the middle of a transaction; then the database ends it, so
   * that the next owner need not wait for one that sleeps.
   */
  @WithDefault("15s")
  Duration ownerSilence();

  /** Most entries of one person that are put aside; what is beyond stays in the log alone. */
  @WithDefault("1000")
  @Min(1)
  int parkedPerPerson();

  /**
   * Most entries of one partition of the log that are put aside, beside the first one of each
   * person; what is beyond stays in the log alone.
   */
  @WithDefault("25000")
  @Min(1)
  int parkedPerPartition();

  /**
   * Most people a second whose profile is published anew after a switch to another version: what
   * happens meanwhile has to get past them.
   */
  @WithDefault("1000")
  @Min(1)
  @Max(100_000)
  int renewedPerSecond();
}
