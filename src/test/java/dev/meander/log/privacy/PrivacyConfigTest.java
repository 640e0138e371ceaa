package dev.meander.log.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PrivacyConfigTest {

  @Test
  void unless_told_otherwise_events_are_sealed() {
    PrivacyConfig config = Settings.of(Map.of());
    assertTrue(config.encryption());
    assertEquals(Optional.empty(), config.masterKeys());
    assertEquals(Optional.empty(), config.masterKeyFile());
    assertEquals(50_000, config.cachedKeys());
    assertEquals(Duration.ofSeconds(2), config.keyLease());
    assertEquals(Duration.ofSeconds(10), config.rotationCheck());
    assertEquals(Duration.ofSeconds(3), config.keyTimeout());
    assertEquals(Duration.ofSeconds(10), config.settle());
    assertEquals(Duration.ofMillis(500), config.erasureCheck());
  }

  @Test
  void every_key_can_be_set() {
    PrivacyConfig config =
        Settings.of(
            Map.of(
                "meander.privacy.encryption", "false",
                "meander.privacy.master-keys", "m1:abc",
                "meander.privacy.master-key-file", "/keys",
                "meander.privacy.cached-keys", "7",
                "meander.privacy.key-lease", "3s",
                "meander.privacy.rotation-check", "1m",
                "meander.privacy.key-timeout", "6s",
                "meander.privacy.settle", "4s",
                "meander.privacy.erasure-check", "5s"));
    assertEquals(false, config.encryption());
    assertEquals(Optional.of("m1:abc"), config.masterKeys());
    assertEquals(Optional.of(Path.of("/keys")), config.masterKeyFile());
    assertEquals(7, config.cachedKeys());
    assertEquals(Duration.ofSeconds(3), config.keyLease());
    assertEquals(Duration.ofMinutes(1), config.rotationCheck());
    assertEquals(Duration.ofSeconds(6), config.keyTimeout());
    assertEquals(Duration.ofSeconds(4), config.settle());
    assertEquals(Duration.ofSeconds(5), config.erasureCheck());
  }
}
