package dev.meander.launcher.erasure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.RealServers;
import dev.meander.event.PersonId;
import dev.meander.event.TenantId;
import dev.meander.launcher.rebuild.RebuildClient;
import dev.meander.launcher.terminal.Progress;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The proof fails when an erasure leaves the id anywhere; somebody is erased once for all cases.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@QuarkusTest
@WithTestResource(RealServers.class)
class PlantedIdTest {

  /** Where an erasure might leave something. */
  enum Left {
    NOTHING,
    IN_TEXT_OF_A_TABLE,
    IN_BYTES_OF_A_TABLE,
    AS_KEY_IN_REDIS,
    IN_VALUE_IN_REDIS,
    IN_HASH_IN_REDIS,
    IN_FILE,
    IN_WHAT_IS_FILLED_ANEW
  }

  private static final TenantId TENANT = new TenantId("default");

  @TestHTTPResource("/")
  URI service = URI.create("http://127.0.0.1");

  @Inject RedisDataSource redis;

  private final String id = "planted-" + UUID.randomUUID();
  private final Map<String, String> configuration = new HashMap<>(RealServers.shared());
  private final Progress progress = Progress.onStandardError();
  private @Nullable Path data;
  private @Nullable Erased erased;

  /** Somebody who is gone. */
  private record Erased(Proof proof, Look before, Set<UUID> keys) {}

  @BeforeAll
  void somebodyIsErased(@TempDir Path folder) throws Exception {
    data = folder;
    Path masters = Files.createDirectories(folder.resolve("keys")).resolve("master.keys");
    Files.writeString(masters, configuration.getOrDefault("meander.privacy.master-keys", ""));
    configuration.put("meander.privacy.master-key-file", masters.toString());
    try (var requests = new PersonRequests(service, new PersonId(id), progress)) {
      requests.act(Instant.now());
      Proof proof =
          new Proof(new Proof.Subject(folder, configuration, TENANT, requests.names()), progress);
      Look before = proof.before();
      erased = new Erased(proof, before, requests.erase());
    }
  }

  @ParameterizedTest
  @EnumSource
  void an_id_that_is_left_is_found_and_nothing_else_is(Left left) throws Exception {
    Erased gone = Objects.requireNonNull(erased);
    leave(left);
    Verdict verdict = gone.proof().after(gone.before(), gone.keys(), new Rebuilding(left));
    boolean beside = left == Left.IN_WHAT_IS_FILLED_ANEW;
    assertEquals(left == Left.NOTHING || beside ? 0 : 1, verdict.found(), verdict::toString);
    assertEquals(!beside, verdict.rebuilt());
    assertEquals(0, verdict.readableAfter());
    assertEquals(13, verdict.unreadable());
    if (left != Left.NOTHING) {
      assertFalse(verdict.holds(), verdict::toString);
    }
  }

  /** As a version would be that puts the person's entries aside once more. */
  private final class Rebuilding implements Proof.Rebuilding {
    private final RebuildClient client = new RebuildClient(service);
    private final Left left;

    Rebuilding(Left left) {
      this.left = left;
    }

    @Override
    public int fill() throws IOException, InterruptedException {
      int version = client.begin(0, 0);
      assertTrue(client.awaitLevel(version, _ -> {}).path("caughtUp").asBoolean());
      if (left == Left.IN_WHAT_IS_FILLED_ANEW) {
        putAside(version);
      }
      return version;
    }

    @Override
    public void drop(int version) throws IOException, InterruptedException {
      client.drop(version);
      client.close();
    }
  }

  private void putAside(int version) {
    try (Connection connection = connection();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into dead_letter values (?, 'default', 0, 0, 0, -2, now(), ?, 'NOT_JSON', '')")) {
      insert.setInt(1, version);
      insert.setString(2, id);
      assertEquals(1, insert.executeUpdate());
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private void leave(Left left) throws IOException {
    byte[] inside = ("{\"who\":\"" + id + "\"}").getBytes(StandardCharsets.UTF_8);
    switch (left) {
      case NOTHING, IN_WHAT_IS_FILLED_ANEW -> {}
      case IN_TEXT_OF_A_TABLE -> intoTable("see " + id, new byte[0]);
      case IN_BYTES_OF_A_TABLE -> intoTable("", inside);
      case AS_KEY_IN_REDIS -> redis.value(String.class).set("left:" + id, "x");
      case IN_VALUE_IN_REDIS ->
          redis.value(String.class).set("left", new String(inside, StandardCharsets.UTF_8));
      case IN_HASH_IN_REDIS -> {
        boolean _ = redis.hash(String.class).hset("left", "a", "x" + id);
      }
      case IN_FILE -> {
        Path folder = Files.createDirectories(exports());
        Files.write(folder.resolve("export.ndjson"), inside);
      }
    }
  }

  private Path exports() {
    return Objects.requireNonNull(data).resolve("exports");
  }

  private void intoTable(String text, byte[] bytes) {
    try (Connection connection = connection();
        Statement create = connection.createStatement()) {
      create.execute("create table left_behind (text text, bytes bytea)");
      try (PreparedStatement insert =
          connection.prepareStatement("insert into left_behind values (?, ?)")) {
        insert.setString(1, text);
        insert.setBytes(2, bytes);
        assertEquals(1, insert.executeUpdate());
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private Connection connection() throws SQLException {
    return DriverManager.getConnection(
        configuration.get("quarkus.datasource.jdbc.url"),
        configuration.get("quarkus.datasource.username"),
        configuration.get("quarkus.datasource.password"));
  }

  @AfterEach
  void takeItAway() throws SQLException, IOException {
    boolean _ = Files.deleteIfExists(exports().resolve("export.ndjson"));
    int _ = redis.key().del("left", "left:" + id);
    try (Connection connection = connection();
        Statement drop = connection.createStatement()) {
      drop.execute("drop table if exists left_behind");
    }
  }
}
