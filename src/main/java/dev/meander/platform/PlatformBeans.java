package dev.meander.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** What every stage is given instead of reaching for it. */
@ApplicationScoped
class PlatformBeans {

  /** The one clock; tests set another. */
  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }
}
