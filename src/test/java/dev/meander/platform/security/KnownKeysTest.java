package dev.meander.platform.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys come and go with the file that tells them, while the service runs. */
class KnownKeysTest {

  private static final long PATIENCE = 60_000_000_000L;

  @TempDir Path folder;

  private final Vertx vertx = Vertx.vertx();
  private Path file = Path.of("");
  private KnownKeys keys = new KnownKeys(SecurityConfigTest.of(Map.of()), vertx);

  @BeforeEach
  void start() throws IOException {
    file = folder.resolve("keys.properties");
    write(told("till", "one") + told("web", "two"));
    keys = new KnownKeys(SecurityConfigTest.of(settings()), vertx);
    keys.start(new StartupEvent());
  }

  @AfterEach
  void stop() {
    keys.stop(new ShutdownEvent());
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("meander.security.api-keys-file", file.toString());
    settings.put("meander.security.api-keys-check", "50ms");
    settings.put("meander.security.api-keys.fixed.sha256", SecuredService.sha256("three"));
    settings.put("meander.security.api-keys.fixed.tenant", "default");
    settings.put("meander.security.api-keys.fixed.scopes", Scopes.ADMIN);
    return settings;
  }

  private static String told(String name, String key) {
    return "%s.sha256=%s\n%s.tenant=default\n%s.scopes=%s, %s\n"
        .formatted(
            name,
            SecuredService.sha256(key),
            name,
            name,
            Scopes.EVENTS_WRITE,
            Scopes.INTERESTS_READ);
  }

  /** In one step, as whoever changes it should. */
  private void write(String content) throws IOException {
    Path next = Files.writeString(folder.resolve("next"), content);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private void awaitOpening(String key, boolean wanted) {
    long end = System.nanoTime() + PATIENCE;
    while (keys.find(key).isPresent() != wanted) {
      assertTrue(System.nanoTime() < end, key + (wanted ? " opens nothing" : " still opens"));
      Thread.onSpinWait();
    }
  }

  @Test
  void the_keys_of_configuration_and_file_are_known_with_what_they_open() {
    assertEquals(
        Set.of(Scopes.EVENTS_WRITE, Scopes.INTERESTS_READ),
        keys.find("one").orElseThrow().identity().getRoles());
    assertEquals("default", keys.find("two").orElseThrow().tenant());
    assertEquals(Set.of(Scopes.ADMIN), keys.find("three").orElseThrow().identity().getRoles());
    assertTrue(keys.find("four").isEmpty());
  }

  @Test
  void a_key_that_is_taken_out_opens_nothing_any_more_and_the_others_do() throws IOException {
    write(told("web", "two"));
    awaitOpening("one", false);
    assertTrue(keys.find("two").isPresent());
    assertTrue(keys.find("three").isPresent());
  }

  @Test
  void a_key_that_is_added_opens() throws IOException {
    write(told("web", "two") + told("new", "four"));
    awaitOpening("four", true);
  }

  @Test
  void a_file_that_says_nonsense_changes_nothing_until_it_is_mended() throws IOException {
    write(told("web", "two") + "new.sha256=the-key-itself\nnew.tenant=default\nnew.scopes=none\n");
    keys.look();
    assertTrue(keys.find("one").isPresent());
    write(told("web", "two") + told("new", "four") + "nonsense\n");
    keys.look();
    assertTrue(keys.find("one").isPresent());
    assertTrue(keys.find("four").isEmpty());
    write(told("web", "two"));
    awaitOpening("one", false);
  }

  @Test
  void a_file_that_is_gone_takes_its_keys_along() throws IOException {
    Files.delete(file);
    awaitOpening("one", false);
    assertTrue(keys.find("three").isPresent());
    write(told("till", "one"));
    awaitOpening("one", true);
  }

  @ParameterizedTest
  @CsvSource({
    "a.sha256=x, tells no [scopes",
    "nonsense=x, holds a line that is no",
    "a.colour=red, holds a line that is no",
    "a=\\u12, is no properties file"
  })
  void what_is_wrong_is_named_and_what_may_be_a_key_is_not(String content, String wrong) {
    String said =
        String.valueOf(
            assertThrows(IllegalStateException.class, () -> new ApiKeyFile(file).keys(content))
                .getMessage());
    assertTrue(said.contains(wrong) && said.contains(file.toString()), said);
  }

  @Test
  void a_hash_that_is_none_is_not_told() throws IOException {
    write("a.sha256=the-key-itself\na.tenant=default\na.scopes=admin\n");
    String said =
        String.valueOf(
            assertThrows(
                    IllegalStateException.class,
                    () -> KnownKeys.initial(SecurityConfigTest.of(settings())))
                .getMessage());
    assertTrue(said.contains("\"a\".sha256"), said);
    assertFalse(said.contains("the-key-itself"), said);
  }

  @Test
  void a_file_that_is_not_there_at_the_start_is_named() throws IOException {
    Files.delete(file);
    String said =
        String.valueOf(
            assertThrows(
                    IllegalStateException.class,
                    () -> KnownKeys.initial(SecurityConfigTest.of(settings())))
                .getMessage());
    assertTrue(said.contains("meander.security.api-keys-file=" + file), said);
  }
}
