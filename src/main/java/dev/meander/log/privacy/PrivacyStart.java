package dev.meander.log.privacy;

import dev.meander.event.TenantId;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Refuses to start without the master keys that the configuration or the database asks for: events
 * would be stored in clear, or those that are sealed be taken for an erased person's.
 */
@ApplicationScoped
class PrivacyStart {

  /** Before anything is read or written. */
  private static final int FIRST = 400;

  private static final long SECONDS = 30;
  private static final Logger LOG = Logger.getLogger(PrivacyStart.class);

  private final KeyRing ring;
  private final PrivacyConfig config;

  @Inject
  PrivacyStart(KeyRing ring, PrivacyConfig config) {
    this.ring = ring;
    this.config = config;
  }

  void start(
      @Observes @Priority(FIRST) StartupEvent event,
      @ConfigProperty(name = "meander.tenant", defaultValue = "default") String tenantName) {
    TenantId tenant = new TenantId(tenantName);
    var _ = ring.load();
    if (config.encryption()) {
      if (ring.isEmpty()) {
        throw new IllegalStateException(
            "there is no master key: set meander.privacy.master-keys or"
                + " meander.privacy.master-key-file, or store people's events in clear with"
                + " meander.privacy.encryption=false");
      }
      var _ = now(ring.lookup(tenant));
      LOG.infof("events are sealed; master key %s wraps", ring.masters().current());
    } else {
      LOG.warn("events are stored in clear: meander.privacy.encryption is off");
      var _ = now(ring.everSealed(tenant));
    }
  }

  private static <T> T now(Uni<T> work) {
    try {
      return work.subscribeAsCompletionStage().orTimeout(SECONDS, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      String why = cause instanceof TimeoutException ? "no answer" : cause.getMessage();
      throw new IllegalStateException("people's keys cannot be read: " + why, e);
    }
  }
}
