package dev.meander.platform.redis;

import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Leaves out what Vert.x measures of connection pools. */
@ApplicationScoped
class RedisMeters {

  /**
   * Each lane has a client of its own with one connection, all of one name: their gauges would be
   * registered again and again, which is refused with a warning, and would tell of the first alone.
   */
  @Produces
  @Singleton
  MeterFilter withoutPools() {
    return MeterFilter.denyNameStartsWith("redis.pool.");
  }
}
