package dev.meander.log.privacy;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How what is known of people is kept from everybody else. */
@ConfigMapping(prefix = "meander.privacy")
public interface PrivacyConfig {

  /** Whether messages are sealed; what was sealed before stays readable without. */
  @WithDefault("true")
  boolean encryption();

  /** {@code id:base64,...} of 32 bytes each; the first one wraps. Goes before the file. */
  Optional<String> masterKeys();

  /** A file with a line {@code id:base64} for each master key; looked at again when it changes. */
  Optional<Path> masterKeyFile();

  /** Most keys held in memory, for people who write and for entries that are read. */
  @WithDefault("50000")
  @Min(1)
  int cachedKeys();

  /**
   * How long a process trusts the keys that it holds before it asks who is being erased; an erasure
   * takes a few times that.
   */
  @WithDefault("2s")
  Duration keyLease();

  /** How long an append, a batch or a read may wait for keys that are not in memory. */
  @WithDefault("3s")
  Duration keyTimeout();

  /**
   * How long an erasure waits until nothing is under way that was sealed before it: longer than
   * twice the lease and {@code meander.log.send-timeout} together.
   */
  @WithDefault("10s")
  Duration settle();

  /** How often to look for erasures to carry on. */
  @WithDefault("500ms")
  Duration erasureCheck();

  /** How often to look for keys that an earlier master key wraps, and for another key file. */
  @WithDefault("10s")
  Duration rotationCheck();
}
