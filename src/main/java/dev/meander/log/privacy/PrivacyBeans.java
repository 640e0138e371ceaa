package dev.meander.log.privacy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

/** The keys as everybody gets them: those used last in memory, the others in the database. */
@ApplicationScoped
class PrivacyBeans {

  @Produces
  @Singleton
  @Typed(PersonKeys.class)
  PersonKeys keys(PostgresPersonKeys store, PrivacyConfig config) {
    return new CachedPersonKeys(
        new TimedPersonKeys(store, config.keyTimeout()),
        config.cachedKeys(),
        config.keyLease(),
        System::nanoTime);
  }
}
