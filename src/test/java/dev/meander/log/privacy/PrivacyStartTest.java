package dev.meander.log.privacy;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.RealServers;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.platform.sql.Statements;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With which settings the service starts, over a real database. */
@QuarkusTest
@WithTestResource(RealServers.class)
class PrivacyStartTest {

  private static final String KEYS = "meander.privacy.master-keys";
  private static final String FILE = "meander.privacy.master-key-file";
  private static final String ENCRYPTION = "meander.privacy.encryption";

  @Inject Statements database;
  @Inject Pseudonyms pseudonyms;

  private final String tenant = "start-" + UUID.randomUUID();

  private void start(Map<String, String> settings) {
    PrivacyConfig config = Settings.of(settings);
    new PrivacyStart(new KeyRing(database, config), config).start(new StartupEvent(), tenant);
  }

  private String refused(Map<String, String> settings) {
    return String.valueOf(assertThrows(RuntimeException.class, () -> start(settings)).getMessage());
  }

  private void seal(String masterKeys) {
    KeyRing ring = new KeyRing(database, Settings.of(Map.of(KEYS, masterKeys)));
    assertTrue(ring.load());
    var made =
        new PostgresPersonKeys(database, ring, pseudonyms)
            .toWrite(new TenantId(tenant), Set.of(new PersonId("ada")))
            .await()
            .atMost(Duration.ofMinutes(5));
    assertFalse(made.isEmpty());
  }

  @Test
  void without_a_master_key_it_refuses_and_names_every_setting_that_helps() {
    String said = refused(Map.of());
    assertTrue(said.contains("no master key"), said);
    assertTrue(said.contains(KEYS), said);
    assertTrue(said.contains(FILE), said);
    assertTrue(said.contains(ENCRYPTION + "=false"), said);
  }

  @Test
  void with_one_it_starts() {
    assertDoesNotThrow(() -> start(Map.of(KEYS, MasterKeys.generate("m1"))));
  }

  @Test
  void a_key_file_that_is_not_there_is_named(@TempDir Path folder) {
    String file = folder.resolve("master.keys").toString();
    String said = refused(Map.of(FILE, file));
    assertTrue(said.contains(file), said);
  }

  @Test
  void without_encryption_and_nothing_sealed_it_needs_none() {
    assertDoesNotThrow(() -> start(Map.of(ENCRYPTION, "false")));
  }

  @Test
  void without_encryption_it_refuses_all_the_same_where_events_were_sealed() {
    String key = MasterKeys.generate("m1");
    seal(key);
    String said = refused(Map.of(ENCRYPTION, "false"));
    assertTrue(said.contains("no master key"), said);
    assertTrue(said.contains(KEYS), said);
    assertDoesNotThrow(() -> start(Map.of(ENCRYPTION, "false", KEYS, key)));
  }

  @Test
  void the_master_key_that_the_database_asks_for_is_named() {
    seal(MasterKeys.generate("m1"));
    String said = refused(Map.of(KEYS, MasterKeys.generate("m2")));
    assertTrue(said.contains("m1") && said.contains("m2"), said);
    String impostor = refused(Map.of(KEYS, MasterKeys.generate("m1")));
    assertTrue(impostor.contains("master key m1"), impostor);
  }
}
