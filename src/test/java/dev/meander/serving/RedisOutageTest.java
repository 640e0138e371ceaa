package dev.meander.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.event.PersonId;
import dev.meander.interest.ScoredInterest;
import dev.meander.platform.redis.RedisConfig;
import dev.meander.platform.redis.RedisLanes;
import dev.meander.serving.ViewStoreUnavailable.Reason;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisOutageTest {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final ServingConfig CONFIG = Settings.of(Map.of());

  private static final RedisConfig CONNECTIONS =
      Settings.of(
          RedisConfig.class,
          Map.of(
              "meander.redis.timeout", "1s",
              "meander.redis.max-waiting", "512",
              "meander.redis.reconnect-min", "10ms",
              "meander.redis.reconnect-max", "100ms"));

  private final Vertx vertx = Vertx.vertx();

  @SuppressWarnings("NullAway.Init")
  private OwnRedis redis;

  @SuppressWarnings("NullAway.Init")
  private InterestViewStore store;

  @BeforeEach
  void start() throws IOException {
    redis = OwnRedis.start();
    RedisLanes lanes = new RedisLanes(vertx, redis.options(), CONNECTIONS);
    store = new RedisInterestViewStore(lanes, new RedisChannels(vertx, lanes), CONFIG);
    untilAnswered();
  }

  @AfterEach
  void stop() throws IOException, InterruptedException {
    redis.delete();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void a_dead_server_fails_reads_at_once_and_is_found_again() throws Exception {
    AssertSubscriber<InterestView> follower =
        store
            .follow(Scored.TENANT, new PersonId("outlives"))
            .subscribe()
            .withSubscriber(AssertSubscriber.create(Long.MAX_VALUE));
    assertEquals(new WriteResult(1, 0), write(Scored.person("outlives", 1, null)));
    follower.awaitItems(1, PATIENCE);
    redis.kill();
    assertEquals(Reason.UNREACHABLE, failure(store.read(Scored.TENANT, new PersonId("x"))));
    for (int i = 0; i < 1000; i++) {
      assertEquals(Reason.UNREACHABLE, failure(store.read(Scored.TENANT, new PersonId("x"))));
    }
    redis.startAgain();
    untilAnswered();
    assertEquals(new WriteResult(1, 0), write(Scored.person("outlives", 2, null)));
    follower.awaitItems(2, PATIENCE);
    follower.cancel();
  }

  @Test
  void a_silent_server_is_given_up_and_found_again() throws Exception {
    redis.freeze();
    assertEquals(Reason.UNREACHABLE, failure(store.read(Scored.TENANT, new PersonId("x"))));
    redis.thaw();
    untilAnswered();
  }

  @Test
  void more_than_may_wait_is_refused() throws Exception {
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
    boolean answered =
        wait(
            store
                .read(Scored.TENANT, new PersonId("nobody"))
                .map(Optional::isEmpty)
                .onFailure()
                .retry()
                .withBackOff(Duration.ofMillis(20), Duration.ofMillis(100))
                .atMost(500));
    assertTrue(answered);
  }

  private WriteResult write(ScoredInterest scored) {
    return wait(store.write(List.of(scored)));
  }

  private static <T> T wait(Uni<T> uni) {
    return uni.await().atMost(PATIENCE);
  }

  private static Reason failure(Uni<Optional<InterestView>> read) {
    return assertThrows(ViewStoreUnavailable.class, () -> wait(read)).reason();
  }
}
