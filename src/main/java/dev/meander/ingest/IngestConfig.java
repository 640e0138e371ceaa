package dev.meander.ingest;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** Settings of the intake of events. */
@ConfigMapping(prefix = "meander.ingest")
public interface IngestConfig {

  /** Largest body of one request. */
  @WithDefault("4M")
  MemorySize maxBody();

  /** Most events of one request. */
  @WithDefault("1000")
  @Min(1)
  int maxEvents();

  /** Most events that wait for the log at once, over all requests. */
  @WithDefault("20000")
  @Min(1)
  int maxInFlight();

  /** How long an event's id is remembered, if there is room. */
  @WithDefault("24h")
  Duration remember();

  /** How far ahead of our clock an event may claim to be. */
  @WithDefault("24h")
  Duration maxAhead();
}
