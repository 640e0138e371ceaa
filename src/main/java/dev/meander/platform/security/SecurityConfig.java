package dev.meander.platform.security;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Size;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who may ask. Tokens are verified by {@code mp.jwt.verify.publickey} or {@code
 * mp.jwt.verify.publickey.location}, and by {@code mp.jwt.verify.issuer} and {@code
 * mp.jwt.verify.audiences} where these are set.
 */
@ConfigMapping(prefix = "meander.security")
public interface SecurityConfig {

  /** Most API keys; each request with a key is compared with all of them. */
  int MOST_KEYS = 100;

  /** How callers are known. */
  @WithDefault("tokens")
  Mode mode();

  /** Lets a service that asks nobody listen to more than the machine itself. */
  @WithDefault("false")
  boolean openToEveryoneOnTheNetwork();

  /** The claim of a token that names its tenant. */
  @WithDefault("tenant")
  String tenantClaim();

  /** By a name that the log may tell. */
  @Size(max = MOST_KEYS)
  Map<String, Key> apiKeys();

  /**
   * A properties file of further API keys, {@code NAME.sha256}, {@code NAME.tenant} and {@code
   * NAME.scopes} each, which is looked at again and again: a key that is taken out of it opens
   * nothing any more, without a restart. Where the file is gone, so are its keys.
   */
  Optional<Path> apiKeysFile();

  /** How long a key that was taken out of the file may go on opening; 50 ms to 1 h. */
  @WithDefault("10s")
  Duration apiKeysCheck();

  /** How callers are known. */
  enum Mode {
    /** By a token or an API key, without which nobody is let in. */
    TOKENS,
    /** Not at all: whoever reaches the port may do everything. For one machine alone. */
    OPEN
  }

  /** What is known of an API key; the key itself is known to its owner alone. */
  interface Key {

    /**
     * SHA-256 of the key, in hexadecimal. The key is 256 random bits: {@code ./meander api-key}.
     */
    String sha256();

    /** Whose it is; where it is not the tenant of this process, it opens nothing. */
    String tenant();

    /** What it allows. */
    Set<String> scopes();
  }
}
