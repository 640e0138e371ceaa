package dev.meander.log;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;

/** Settings of the log. */
@ConfigMapping(prefix = "meander.log")
public interface LogConfig {

  /** The broker's admin interface over HTTP, without a path. */
  @WithDefault("http://127.0.0.1:8080")
  URI adminUrl();

  /** The cluster that a tenant made here may use. */
  @WithDefault("standalone")
  String cluster();

  /** Partitions of each topic when it is made; a topic that exists keeps its own. */
  @WithDefault("4")
  @Min(1)
  @Max(1024)
  int partitions();

  /** How long an append may wait for the broker before it is given up. */
  @WithDefault("5s")
  Duration sendTimeout();

  /** How long a batch may wait to be filled. */
  @WithDefault("1ms")
  Duration batchingDelay();

  /** Most events under way to one partition; past it appends are refused at once. */
  @WithDefault("20000")
  @Min(1)
  int maxPending();

  /** Most bytes under way in all. */
  @WithDefault("64M")
  MemorySize maxPendingBytes();

  /** How long a start waits for the broker. */
  @WithDefault("60s")
  Duration startTimeout();

  /**
   * How long the compacted topics keep what is compacted already, of which a partition keeps {@link
   * #compactionThreshold} at most; the newest message of each key stays.
   */
  @WithDefault("7d")
  Duration compactedRetention();

  /** Backlog at which the broker compacts a compacted topic by itself. */
  @WithDefault("64M")
  MemorySize compactionThreshold();
}
