package dev.meander.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.RealServers;
import dev.meander.launcher.embedded.EmbeddedServers;
import dev.meander.launcher.embedded.ServerKind;
import dev.meander.launcher.embedded.ServerSettings;
import dev.meander.launcher.embedded.ServerSizes;
import dev.meander.platform.redis.RedisConfig;
import dev.meander.platform.redis.RedisLanes;
import dev.meander.platform.redis.RedisUnavailable;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedisSeenEventsTest extends SeenEventsContract {

  private static final RedisConfig CONNECTIONS =
      IngestSettings.of(
          RedisConfig.class,
          Map.of("meander.redis.timeout", "10s", "meander.redis.reconnect-max", "100ms"));

  private final Vertx vertx = Vertx.vertx();

  @SuppressWarnings("NullAway.Init")
  private ServerSettings settings;

  @SuppressWarnings("NullAway.Init")
  private EmbeddedServers redis;

  @SuppressWarnings("NullAway.Init")
  private RedisLanes lanes;

  @SuppressWarnings("NullAway.Init")
  private SeenEvents seen;

  @BeforeAll
  void start(@TempDir Path data) {
    settings =
        ServerSettings.standard(RealServers.project(), data)
            .withSizes(ServerSizes.small())
            .withEmbedded(Set.of(ServerKind.REDIS));
    redis = launch();
    lanes =
        new RedisLanes(
            vertx,
            new RedisOptions()
                .setConnectionString(redis.configuration().get("quarkus.redis.hosts")),
            CONNECTIONS);
    seen = new RedisSeenEvents(lanes, IngestSettings.defaults());
  }

  private EmbeddedServers launch() {
    return EmbeddedServers.start(settings, line -> System.out.println("[redis] " + line));
  }

  @AfterAll
  void stop() {
    lanes.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
    redis.kill();
  }

  @Override
  SeenEvents seen() {
    return seen;
  }

  @Test
  void a_mark_expires_so_that_a_full_Redis_may_evict_it() throws Exception {
    SeenKey key = new SeenKey(7, 7);
    wait(seen.mark(Map.of(key, at(1, 1))));
    byte[] name = new byte[21];
    System.arraycopy("seen:".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, name, 0, 5);
    name[12] = 7;
    name[20] = 7;
    int left =
        lanes
            .common()
            .send(Request.cmd(Command.TTL).arg(name))
            .toCompletionStage()
            .toCompletableFuture()
            .get(20, TimeUnit.SECONDS)
            .toInteger();
    assertTrue(left > 86_000 && left <= 86_400, () -> "expires in " + left);
  }

  @Test
  void a_Redis_that_is_gone_is_told_of_at_once_and_used_again_when_it_is_back() {
    SeenKey key = new SeenKey(8, 8);
    wait(seen.mark(Map.of(key, at(8, 8))));
    redis.kill();
    Awaitility.await()
        .untilAsserted(
            () -> assertThrows(RedisUnavailable.class, () -> wait(seen.find(List.of(key)))));
    // On the port that the clients know.
    settings = settings.withPorts(redis.ports());
    redis = launch();
    Awaitility.await()
        .ignoreExceptions()
        .untilAsserted(() -> assertEquals(1, wait(seen.find(List.of(key))).size()));
  }

  @Test
  void what_another_version_remembered_is_forgotten() throws Exception {
    SeenKey key = new SeenKey(0, 0);
    byte[] name = new byte[21];
    System.arraycopy("seen:".getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, name, 0, 5);
    var _ =
        lanes
            .common()
            .send(Request.cmd(Command.SET).arg(name).arg("another form"))
            .toCompletionStage()
            .toCompletableFuture()
            .get(20, TimeUnit.SECONDS);
    assertEquals(1, wait(seen.find(List.of(key))).size());
    assertEquals(null, wait(seen.find(List.of(key))).getFirst());
  }
}
