package dev.meander.platform.redis;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** Settings of the connections to Redis; where it is says {@code quarkus.redis}. */
@ConfigMapping(prefix = "meander.redis")
public interface RedisConfig {

  /** Longest wait for a reply; a connection that is silent for longer is given up. */
  @WithDefault("500ms")
  Duration timeout();

  /** Commands that may wait on one connection; one more is refused. */
  @WithDefault("1024")
  @Min(16)
  @Max(65536)
  int maxWaiting();

  /** Pause before the first attempt to connect again; doubles up to {@link #reconnectMax}. */
  @WithDefault("50ms")
  Duration reconnectMin();

  @WithDefault("2s")
  Duration reconnectMax();
}
