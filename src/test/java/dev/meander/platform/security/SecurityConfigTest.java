package dev.meander.platform.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.platform.security.SecurityConfig.Mode;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SecurityConfigTest {

  private static final String HASH = "a".repeat(64);

  static SecurityConfig of(Map<String, String> values) {
    return new SmallRyeConfigBuilder()
        .withMapping(SecurityConfig.class)
        .withConverter(Duration.class, 200, new DurationConverter())
        .withDefaultValues(values)
        .build()
        .getConfigMapping(SecurityConfig.class);
  }

  @Test
  void unless_told_otherwise_nobody_is_let_in_without_a_token() {
    SecurityConfig config = of(Map.of());
    assertEquals(Mode.TOKENS, config.mode());
    assertFalse(config.openToEveryoneOnTheNetwork());
    assertEquals("tenant", config.tenantClaim());
    assertEquals(Map.of(), config.apiKeys());
    assertEquals(Optional.empty(), config.apiKeysFile());
    assertEquals(Duration.ofSeconds(10), config.apiKeysCheck());
  }

  @Test
  void every_key_can_be_set() {
    SecurityConfig config =
        of(
            Map.of(
                "meander.security.mode", "open",
                "meander.security.open-to-everyone-on-the-network", "true",
                "meander.security.tenant-claim", "shop",
                "meander.security.api-keys-file", "/run/keys",
                "meander.security.api-keys-check", "3s",
                "meander.security.api-keys.till-1.sha256", HASH,
                "meander.security.api-keys.till-1.tenant", "t",
                "meander.security.api-keys.till-1.scopes", "events:write,interests:read"));
    assertEquals(Mode.OPEN, config.mode());
    assertTrue(config.openToEveryoneOnTheNetwork());
    assertEquals("shop", config.tenantClaim());
    assertEquals(Optional.of(Path.of("/run/keys")), config.apiKeysFile());
    assertEquals(Duration.ofSeconds(3), config.apiKeysCheck());
    SecurityConfig.Key key = Objects.requireNonNull(config.apiKeys().get("till-1"));
    assertEquals(HASH, key.sha256());
    assertEquals("t", key.tenant());
    assertEquals(Set.of(Scopes.EVENTS_WRITE, Scopes.INTERESTS_READ), key.scopes());
  }

  @Test
  void an_api_key_can_come_from_the_environment() {
    SecurityConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(SecurityConfig.class)
            .withConverter(Duration.class, 200, new DurationConverter())
            .withSources(
                new EnvConfigSource(
                    Map.of(
                        "MEANDER_SECURITY_API_KEYS_TILL_SHA256", HASH,
                        "MEANDER_SECURITY_API_KEYS_TILL_TENANT", "t",
                        "MEANDER_SECURITY_API_KEYS_TILL_SCOPES", "events:write"),
                    300))
            .build()
            .getConfigMapping(SecurityConfig.class);
    assertEquals(Set.of("till"), config.apiKeys().keySet());
    assertEquals(HASH, Objects.requireNonNull(config.apiKeys().get("till")).sha256());
  }
}
