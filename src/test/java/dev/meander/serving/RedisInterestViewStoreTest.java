package dev.meander.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.event.PersonId;
import dev.meander.platform.redis.RedisConfig;
import dev.meander.platform.redis.RedisLanes;
import dev.meander.serving.ViewStoreUnavailable.Reason;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
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
class RedisInterestViewStoreTest extends InterestViewStoreContract {

  private static final ServingConfig CONFIG = Settings.of(Map.of());

  private static final RedisConfig CONNECTIONS =
      Settings.of(
          RedisConfig.class,
          Map.of(
              "meander.redis.timeout", "400ms",
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

  @Test
  void a_dead_server_fails_reads_at_once_and_is_found_again() throws Exception {
    AssertSubscriber<InterestView> follower =
        store
            .follow(Scored.TENANT, new PersonId("outlives"))
            .subscribe()
            .withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
    assertEquals(new WriteResult(1, 0), write(Scored.person("outlives", 1, null)));
    follower.awaitItems(1, Duration.ofSeconds(20));
    redis.kill();
    assertEquals(Reason.UNREACHABLE, failure(store.read(Scored.TENANT, new PersonId("x"))));
    long begin = System.nanoTime();
    for (int i = 0; i < 1000; i++) {
      assertEquals(Reason.UNREACHABLE, failure(store.read(Scored.TENANT, new PersonId("x"))));
    }
    Duration taken = Duration.ofNanos(System.nanoTime() - begin);
    assertTrue(taken.toMillis() < 1000 * 10, "a refusal takes " + taken.dividedBy(1000));
    redis.startAgain();
    untilAnswered();
    assertEquals(new WriteResult(1, 0), write(Scored.person("outlives", 2, null)));
    follower.awaitItems(2, Duration.ofSeconds(20));
    follower.cancel();
  }

  @Test
  void a_silent_server_is_given_up_within_the_timeout_and_found_again() throws Exception {
    untilAnswered();
    redis.freeze();
    long begin = System.nanoTime();
    assertEquals(Reason.UNREACHABLE, failure(store.read(Scored.TENANT, new PersonId("x"))));
    Duration taken = Duration.ofNanos(System.nanoTime() - begin);
    assertTrue(taken.toMillis() < 5 * 400, "given up after " + taken);
    redis.thaw();
    untilAnswered();
  }

  @Test
  void more_than_may_wait_is_refused() throws Exception {
    untilAnswered();
    redis.freeze();
    List<Uni<Reason>> reads = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      reads.add(
          store
              .read(Scored.TENANT, new PersonId("x"))
              .map(found -> Reason.UNREACHABLE)
              .onFailure(ViewStoreUnavailable.class)
              .recoverWithItem(ViewStoreUnavailable::reason));
    }
    List<Reason> reasons = wait(Uni.join().all(reads).andFailFast());
    redis.thaw();
    assertEquals(600 - 512, reasons.stream().filter(r -> r == Reason.OVERLOADED).count());
    untilAnswered();
  }

  private void untilAnswered() {
    InterestViewStore[] both = {store, elsewhere};
    for (InterestViewStore each : both) {
      boolean answered =
          wait(
              each.read(Scored.TENANT, new PersonId("nobody"))
                  .map(Optional::isEmpty)
                  .onFailure()
                  .retry()
                  .withBackOff(Duration.ofMillis(20), Duration.ofMillis(50))
                  .atMost(200));
      assertTrue(answered);
    }
  }

  private static Reason failure(Uni<Optional<InterestView>> read) {
    return assertThrows(ViewStoreUnavailable.class, () -> wait(read)).reason();
  }

  private String command(Request request) {
    return wait(
        Uni.createFrom()
            .completionStage(
                lanes.common().send(request).map(String::valueOf).toCompletionStage()));
  }
}
