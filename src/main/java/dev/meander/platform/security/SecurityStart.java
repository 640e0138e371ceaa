package dev.meander.platform.security;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Refuses to start where nobody could be known, and where everybody on the network could do
 * everything.
 */
@ApplicationScoped
class SecurityStart {

  static final String KEY = "mp.jwt.verify.publickey";
  static final String LOCATION = "mp.jwt.verify.publickey.location";

  /** Before anything is connected to. */
  private static final int FIRST = 300;

  private static final Logger LOG = Logger.getLogger(SecurityStart.class);

  private final SecurityConfig config;

  @Inject
  SecurityStart(SecurityConfig config) {
    this.config = config;
  }

  void start(
      @Observes @Priority(FIRST) StartupEvent event,
      @ConfigProperty(name = "quarkus.http.host") String host,
      @ConfigProperty(name = KEY) Optional<String> key,
      @ConfigProperty(name = LOCATION) Optional<String> location) {
    boolean noKeys = KnownKeys.initial(config).isEmpty() && config.apiKeysFile().isEmpty();
    switch (config.mode()) {
      case TOKENS -> {
        if (key.isEmpty() && location.isEmpty() && noKeys) {
          throw new IllegalStateException(
              "nobody could be known: set "
                  + LOCATION
                  + " (or "
                  + KEY
                  + ") to what verifies tokens, or meander.security.api-keys, or"
                  + " meander.security.api-keys-file; or let everybody on"
                  + " this machine do everything with meander.security.mode=open");
        }
        location.ifPresent(SecurityStart::requireReadable);
      }
      case OPEN -> open(host);
    }
  }

  private void open(String host) {
    if (isLoopback(host)) {
      LOG.info("nobody is asked who they are: meander.security.mode is open, on " + host);
    } else if (config.openToEveryoneOnTheNetwork()) {
      LOG.warn(
          "nobody is asked who they are, and everybody on the network may read, erase and switch:"
              + " meander.security.open-to-everyone-on-the-network is on");
    } else {
      throw new IllegalStateException(
          "meander.security.mode=open lets whoever reaches the port do everything, and"
              + " quarkus.http.host="
              + host
              + " is no address of this machine alone: set that to 127.0.0.1, or"
              + " meander.security.mode=tokens, or, if you really mean it,"
              + " meander.security.open-to-everyone-on-the-network=true");
    }
  }

  /** An empty host stands for every address of the machine. */
  private static boolean isLoopback(String host) {
    try {
      return !host.isBlank() && InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** Otherwise every token would be refused, and the reason stand in the log of the first one. */
  private static void requireReadable(String location) {
    String path =
        location.startsWith("file:")
            ? location.substring("file:".length()).replaceFirst("^//", "")
            : location;
    if (path.startsWith("/") && !Files.isReadable(Path.of(path)) && !isResource(path)) {
      throw new IllegalStateException(LOCATION + "=" + location + " cannot be read");
    }
  }

  private static boolean isResource(String path) {
    return SecurityStart.class.getResource(path) != null;
  }
}
