package dev.meander.platform.security;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The API keys that open something now: those of the configuration, and those of the file, as it
 * was when it was last looked at. A file that says nonsense changes nothing and is complained of; a
 * file that is gone takes its keys along. Any thread.
 */
@ApplicationScoped
class KnownKeys {

  private static final Logger LOG = Logger.getLogger(KnownKeys.class);

  private static final Duration SHORTEST = Duration.ofMillis(50);
  private static final Duration LONGEST = Duration.ofHours(1);

  private final SecurityConfig config;
  private final Vertx vertx;
  private volatile ApiKeys keys;
  private Optional<String> content = Optional.empty();
  private long timer;

  @Inject
  KnownKeys(SecurityConfig config, Vertx vertx) {
    this.config = config;
    this.vertx = vertx;
    this.keys = new ApiKeys(config.apiKeys());
  }

  /**
   * Reads the file for the first time.
   *
   * @throws IllegalStateException where it cannot be read, or says nonsense
   */
  void start(@Observes StartupEvent event) {
    if (config.apiKeysFile().isEmpty()) {
      return;
    }
    content = read(file());
    keys = initial(config);
    timer =
        vertx.setPeriodic(
            interval(config),
            _ -> {
              var _ =
                  vertx.executeBlocking(
                      () -> {
                        look();
                        return true;
                      });
            });
  }

  private static long interval(SecurityConfig config) {
    long millis = config.apiKeysCheck().toMillis();
    if (millis < SHORTEST.toMillis() || millis > LONGEST.toMillis()) {
      throw new IllegalStateException(
          "meander.security.api-keys-check is "
              + config.apiKeysCheck()
              + ": 50 ms to 1 h are good");
    }
    return millis;
  }

  /** All keys as they are told at the start. */
  static ApiKeys initial(SecurityConfig config) {
    Map<String, SecurityConfig.Key> all = new HashMap<>(config.apiKeys());
    config
        .apiKeysFile()
        .map(ApiKeyFile::new)
        .ifPresent(
            file ->
                all.putAll(
                    file.keys(
                        read(file)
                            .orElseThrow(
                                () ->
                                    new IllegalStateException(
                                        "meander.security.api-keys-file="
                                            + file.path()
                                            + " cannot be read")))));
    return new ApiKeys(all);
  }

  /** Takes in what the file says now. Blocks while it reads. */
  synchronized void look() {
    ApiKeyFile file = file();
    Optional<String> now = read(file);
    if (now.equals(content)) {
      return;
    }
    content = now;
    if (now.isEmpty()) {
      LOG.error("the file of API keys cannot be read: its keys open nothing any more");
    }
    try {
      Map<String, SecurityConfig.Key> all = new HashMap<>(config.apiKeys());
      all.putAll(file.keys(now.orElse("")));
      keys = new ApiKeys(all);
      LOG.infof("API keys were read anew: %d", all.size());
    } catch (IllegalStateException e) {
      LOG.error("the file of API keys is not taken in, those that were known before stay", e);
    }
  }

  private ApiKeyFile file() {
    return new ApiKeyFile(config.apiKeysFile().orElseThrow());
  }

  private static Optional<String> read(ApiKeyFile file) {
    try {
      return Optional.of(file.read());
    } catch (IOException e) {
      LOG.debug("the file of API keys cannot be read", e);
      return Optional.empty();
    }
  }

  /** What whoever presents it is known as. */
  Optional<ApiKeys.Known> find(String presented) {
    return keys.find(presented);
  }

  void stop(@Observes ShutdownEvent event) {
    boolean _ = vertx.cancelTimer(timer);
  }
}
