package dev.meander.log.privacy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.RealServers;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.platform.sql.Statements;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys in a real database. Each test has a tenant of its own. */
@QuarkusTest
@WithTestResource(RealServers.class)
class PostgresPersonKeysTest {

  @Inject PostgresPersonKeys keys;
  @Inject Statements database;
  @Inject Pseudonyms pseudonyms;

  private TenantId tenant = new TenantId("t");

  @BeforeEach
  void aTenantOfItsOwn() {
    tenant = new TenantId("keys-" + UUID.randomUUID());
  }

  private static <T> T await(Uni<T> work) {
    return work.await().atMost(Duration.ofMinutes(5));
  }

  private static Set<PersonId> people(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(n -> new PersonId("person-" + n))
        .collect(Collectors.toSet());
  }

  @Test
  void a_key_is_made_once_and_found_by_person_and_by_id() {
    Map<PersonId, DataKey> made = await(keys.toWrite(tenant, people(0, 40)));
    assertEquals(people(0, 40), made.keySet());
    assertEquals(made, await(keys.toWrite(tenant, people(0, 40))));
    Set<KeyId> ids = made.values().stream().map(DataKey::id).collect(Collectors.toSet());
    assertEquals(40, ids.size());
    assertEquals(
        new HashSet<>(made.values()), new HashSet<>(await(keys.toRead(tenant, ids)).values()));
    assertEquals(Map.of(), await(keys.toRead(new TenantId("other"), ids)));
  }

  @Test
  void processes_that_make_the_first_key_of_one_person_at_once_end_with_one_key() {
    List<CompletableFuture<Map<PersonId, DataKey>>> racing = new ArrayList<>();
    for (int process = 0; process < 12; process++) {
      // Other sets, so that their order of writing differs too.
      racing.add(keys.toWrite(tenant, people(process, 60 + process)).subscribeAsCompletionStage());
    }
    Map<PersonId, DataKey> settled = await(keys.toWrite(tenant, people(0, 72)));
    for (CompletableFuture<Map<PersonId, DataKey>> one : racing) {
      one.orTimeout(30, java.util.concurrent.TimeUnit.SECONDS)
          .join()
          .forEach((person, key) -> assertEquals(settled.get(person), key, person.value()));
    }
  }

  @Test
  void the_table_names_nobody_and_holds_no_key_in_clear() {
    DataKey key =
        await(keys.toWrite(tenant, Set.of(new PersonId("ada")))).values().iterator().next();
    var rows =
        await(
            database.run(
                "select row_to_json(p)::text as row, wrapped from person_key p where tenant = $1",
                tenant.value()));
    var row = rows.iterator().next();
    assertFalse(row.getString("row").contains("ada"), row.getString("row"));
    assertEquals(
        Aead.NONCE + key.secret().getEncoded().length + Aead.TAG,
        row.getBuffer("wrapped").length());
    assertEquals(-1, indexOf(row.getBuffer("wrapped").getBytes(), key.secret().getEncoded()));
  }

  @Test
  void another_master_key_wraps_anew_and_changes_no_key(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("master.keys");
    String first = MasterKeys.generate("m1");
    Files.writeString(file, first);
    PrivacyConfig config = Settings.of(Map.of("meander.privacy.master-key-file", file.toString()));
    KeyRing ring = new KeyRing(database, config);
    assertTrue(ring.load());
    PostgresPersonKeys before = new PostgresPersonKeys(database, ring, pseudonyms);
    Map<PersonId, DataKey> made = await(before.toWrite(tenant, people(0, 1_100)));

    String second = MasterKeys.generate("m2");
    Files.writeString(file, second + "\n" + first);
    assertTrue(ring.load());
    assertFalse(ring.load());
    KeyRotation rotation = new KeyRotation(database, ring);
    assertEquals(1_101, await(rotation.pending(tenant)));
    assertEquals(1_101, await(rotation.run(tenant)));
    assertEquals(0, await(rotation.pending(tenant)));

    Files.writeString(file, second);
    KeyRing later = new KeyRing(database, config);
    assertTrue(later.load());
    PostgresPersonKeys after = new PostgresPersonKeys(database, later, pseudonyms);
    Map<PersonId, DataKey> found = await(after.toWrite(tenant, people(0, 1_100)));
    made.forEach(
        (person, key) -> {
          DataKey again = Objects.requireNonNull(found.get(person));
          assertEquals(key.id(), again.id());
          assertArrayEquals(key.secret().getEncoded(), again.secret().getEncoded());
        });

    Files.writeString(file, MasterKeys.generate("m3"));
    KeyRing wrong = new KeyRing(database, config);
    assertTrue(wrong.load());
    assertThrows(
        IllegalStateException.class,
        () ->
            await(
                new PostgresPersonKeys(database, wrong, pseudonyms).toWrite(tenant, people(0, 1))));
  }

  @Test
  void people_of_two_tenants_have_different_keys() {
    TenantId other = new TenantId("keys-" + UUID.randomUUID());
    PersonId ada = new PersonId("ada");
    assertNotEquals(
        await(keys.toWrite(tenant, Set.of(ada))).get(ada),
        await(keys.toWrite(other, Set.of(ada))).get(ada));
  }

  private static int indexOf(byte[] all, byte[] part) {
    for (int at = 0; at + part.length <= all.length; at++) {
      if (java.util.Arrays.equals(all, at, at + part.length, part, 0, part.length)) {
        return at;
      }
    }
    return -1;
  }
}
