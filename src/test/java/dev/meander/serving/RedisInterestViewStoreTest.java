package dev.meander.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.event.PersonId;
import dev.meander.interest.ScoredInterest;
import dev.meander.platform.redis.RedisConfig;
import dev.meander.platform.redis.RedisLanes;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedisInterestViewStoreTest extends ViewRefillContract {

  private static final ServingConfig CONFIG = Settings.of(Map.of());

  private static final RedisConfig CONNECTIONS =
      Settings.of(
          RedisConfig.class,
          Map.of(
              // Other builds may share the machine; outages have a test of their own.
              "meander.redis.timeout", "10s",
              "meander.redis.max-waiting", "512",
              "meander.redis.reconnect-min", "10ms",
              "meander.redis.reconnect-max", "100ms"));

  private final Vertx vertx = Vertx.vertx();

  @SuppressWarnings("NullAway.Init")
  private OwnRedis redis;

  @SuppressWarnings("NullAway.Init")
  private RedisLanes lanes;

  @SuppressWarnings("NullAway.Init")
  private RedisLanes others;

  @SuppressWarnings("NullAway.Init")
  private InterestViewStore store;

  @SuppressWarnings("NullAway.Init")
  private InterestViewStore elsewhere;

  @BeforeAll
  void start() throws IOException {
    redis = OwnRedis.start();
    lanes = new RedisLanes(vertx, redis.options(), CONNECTIONS);
    store = new RedisInterestViewStore(lanes, new RedisChannels(vertx, lanes), CONFIG);
    others = new RedisLanes(vertx, redis.options(), CONNECTIONS);
    elsewhere = new RedisInterestViewStore(others, new RedisChannels(vertx, others), CONFIG);
  }

  @AfterAll
  void stop() throws IOException, InterruptedException {
    lanes.close();
    others.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
    redis.delete();
  }

  @Override
  InterestViewStore store() {
    return store;
  }

  @Override
  void empty() {
    assertEquals("OK", command(Request.cmd(Command.FLUSHALL)));
  }

  @Override
  InterestViewStore elsewhere() {
    return elsewhere;
  }

  @Test
  void a_server_that_forgot_the_script_is_told_it_again() {
    assertEquals(new WriteResult(1, 0), write(Scored.person("script", 1, null)));
    assertEquals("OK", command(Request.cmd(Command.SCRIPT).arg("FLUSH")));
    assertEquals(new WriteResult(1, 0), write(Scored.person("script", 2, null)));
  }

  @Test
  void a_view_expires_when_it_is_not_written_again() {
    assertEquals(new WriteResult(1, 0), write(Scored.person("expiring", 1, null)));
    String seconds = command(Request.cmd(Command.TTL).arg("view:7:default:expiring"));
    assertTrue(Long.parseLong(seconds) > Duration.ofDays(89).toSeconds(), seconds);
  }

  @Test
  void a_view_that_is_kept_for_a_while_expires_after_it() {
    List<ScoredInterest> one = List.of(Scored.person("for a while", 1, null));
    assertEquals(new WriteResult(1, 0), wait(store.write(one, Duration.ofMinutes(10))));
    String seconds = command(Request.cmd(Command.TTL).arg("view:7:default:for a while"));
    assertTrue(Long.parseLong(seconds) > 0, seconds);
    assertTrue(Long.parseLong(seconds) <= Duration.ofMinutes(10).toSeconds(), seconds);
  }

  @Test
  void a_damaged_key_fails_its_own_reads_only() {
    assertEquals("OK", command(Request.cmd(Command.SET).arg("view:7:default:damaged").arg("text")));
    assertEquals(new WriteResult(1, 0), write(Scored.person("sound", 1, null)));
    List<Uni<Boolean>> reads = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      reads.add(
          store
              .read(Scored.TENANT, new PersonId(i % 2 == 0 ? "damaged" : "sound"))
              .map(Optional::isPresent)
              .onFailure(ViewStoreUnavailable.class)
              .recoverWithItem(false));
    }
    List<Boolean> found = wait(Uni.join().all(reads).andFailFast());
    for (int i = 0; i < 40; i++) {
      assertEquals(i % 2 == 1, found.get(i));
    }
  }

  private String command(Request request) {
    return wait(
        Uni.createFrom()
            .completionStage(
                lanes.common().send(request).map(String::valueOf).toCompletionStage()));
  }
}
