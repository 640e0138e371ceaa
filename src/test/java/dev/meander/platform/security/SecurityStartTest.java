package dev.meander.platform.security;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.StartupEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With which settings the service starts. */
class SecurityStartTest {

  private static final String MODE = "meander.security.mode";
  private static final Optional<String> NONE = Optional.empty();
  private static final Map<String, String> COLLECTOR =
      Map.of(
          "meander.security.api-keys.a.sha256", "a".repeat(64),
          "meander.security.api-keys.a.tenant", "default",
          "meander.security.api-keys.a.scopes", "events:write");

  private static void start(
      Map<String, String> settings, String host, Optional<String> key, Optional<String> location) {
    new SecurityStart(SecurityConfigTest.of(settings))
        .start(new StartupEvent(), host, key, location);
  }

  private static String refused(Map<String, String> settings, String host) {
    return String.valueOf(
        assertThrows(IllegalStateException.class, () -> start(settings, host, NONE, NONE))
            .getMessage());
  }

  @Test
  void without_anything_to_know_callers_by_it_refuses_and_names_every_setting_that_helps() {
    String said = refused(Map.of(), "0.0.0.0");
    assertTrue(said.contains("mp.jwt.verify.publickey.location"), said);
    assertTrue(said.contains("meander.security.api-keys"), said);
    assertTrue(said.contains("meander.security.mode=open"), said);
  }

  @Test
  void with_a_key_for_tokens_or_for_a_collector_it_starts(@TempDir Path folder) throws IOException {
    assertDoesNotThrow(() -> start(Map.of(), "0.0.0.0", Optional.of("MIIB"), NONE));
    assertDoesNotThrow(
        () -> start(Map.of(), "0.0.0.0", NONE, Optional.of("https://issuer.test/jwks")));
    assertDoesNotThrow(() -> start(COLLECTOR, "0.0.0.0", NONE, NONE));
    Path key = Files.writeString(folder.resolve("key.pub"), "MIIB");
    for (String location : new String[] {key.toString(), "file:" + key, "file://" + key}) {
      assertDoesNotThrow(() -> start(Map.of(), "0.0.0.0", NONE, Optional.of(location)));
    }
  }

  @Test
  void a_key_that_is_not_there_is_named(@TempDir Path folder) {
    String location = "file:" + folder.resolve("key.pub");
    String said =
        String.valueOf(
            assertThrows(
                    IllegalStateException.class,
                    () -> start(Map.of(), "0.0.0.0", NONE, Optional.of(location)))
                .getMessage());
    assertTrue(said.contains(location), said);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "::1", "127.0.0.2"})
  void open_to_this_machine_alone_it_starts(String host) {
    assertDoesNotThrow(() -> start(Map.of(MODE, "open"), host, NONE, NONE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "10.1.2.3", "", "no such host"})
  void open_to_the_network_it_refuses_unless_that_is_really_meant(String host) {
    String override = "meander.security.open-to-everyone-on-the-network";
    String said = refused(Map.of(MODE, "open"), host);
    assertTrue(said.contains("quarkus.http.host"), said);
    assertTrue(said.contains(override + "=true"), said);
    assertDoesNotThrow(() -> start(Map.of(MODE, "open", override, "true"), host, NONE, NONE));
  }

  @Test
  void a_collector_that_is_told_wrongly_is_named_and_what_may_be_its_key_is_not() {
    Map<String, String> settings = new HashMap<>(COLLECTOR);
    settings.put("meander.security.api-keys.a.sha256", "the-key-itself");
    String said = refused(settings, "127.0.0.1");
    assertTrue(said.contains("meander.security.api-keys.\"a\".sha256"), said);
    assertFalse(said.contains("the-key-itself"), said);

    settings.putAll(COLLECTOR);
    settings.put("meander.security.api-keys.a.scopes", "events:write,everything");
    String scopes = refused(settings, "127.0.0.1");
    assertTrue(scopes.contains("everything"), scopes);
    assertTrue(scopes.contains(Scopes.PEOPLE_ERASE), scopes);
  }
}
