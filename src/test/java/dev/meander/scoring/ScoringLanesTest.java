package dev.meander.scoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.meander.interest.ProfileAt;
import dev.meander.interest.ScoredInterest;
import dev.meander.scoring.BatchScorer.Request;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ScoringLanesTest {

  private static final ProfileAt PERSON = People.at(People.visiting("home/lamp"));
  private static final Duration SOON = Duration.ofMinutes(5);

  /** Answers by the formula and remembers sizes and threads. */
  private static final class Recording implements BatchScorer {
    final Queue<Integer> sizes = new ConcurrentLinkedQueue<>();
    final Queue<String> threads = new ConcurrentLinkedQueue<>();
    final CountDownLatch gate;

    Recording(int closed) {
      gate = new CountDownLatch(closed);
    }

    @Override
    public List<ScoredInterest> scoreBatch(List<Request> requests) {
      try {
        gate.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      sizes.add(requests.size());
      threads.add(Thread.currentThread().getName());
      return requests.stream()
          .map(r -> BaselineInterestScorer.scoreOne(r.profile(), r.popularity()))
          .toList();
    }
  }

  private static List<ProfileAt> people(int count) {
    return IntStream.range(0, count).mapToObj(i -> PERSON).toList();
  }

  private static @Nullable Throwable failure(CompletableFuture<?> asked) throws Exception {
    try {
      Object answered = asked.get(SOON.toSeconds(), TimeUnit.SECONDS);
      assertTrue(answered != null);
      return null;
    } catch (ExecutionException e) {
      return e.getCause();
    }
  }

  @Test
  void manyPeopleAreSplitIntoBatchesAndAnsweredInOrder() {
    try (ScoringLanes lanes = new ScoringLanes(1, 4, Duration.ZERO, 8)) {
      Recording scorer = new Recording(0);
      List<ScoredInterest> answers =
          lanes.submit(scorer, people(10), People.SHOP).await().atMost(SOON);
      assertEquals(10, answers.size());
      assertEquals(List.of(4, 4, 2), List.copyOf(scorer.sizes));
      assertTrue(scorer.threads.stream().allMatch("meander-scoring-0"::equals));
      answers.forEach(answer -> assertSame(PERSON, answer.profile()));
    }
  }

  @Test
  void callersWhoWaitTogetherShareABatchThatNeverExceedsItsSize() {
    try (ScoringLanes lanes = new ScoringLanes(1, 4, Duration.ofSeconds(5), 8)) {
      Recording scorer = new Recording(0);
      List<Uni<List<ScoredInterest>>> asked = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        asked.add(lanes.submit(scorer, people(2), People.SHOP));
      }
      Uni.join().all(asked).andFailFast().await().atMost(Duration.ofSeconds(4));
      assertEquals(List.of(4), List.copyOf(scorer.sizes));
    }
  }

  @Test
  void pastTheQueueScoringRefuses() throws Exception {
    try (ScoringLanes lanes = new ScoringLanes(1, 1, Duration.ZERO, 1)) {
      Recording scorer = new Recording(1);
      List<CompletableFuture<List<ScoredInterest>>> asked = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        asked.add(lanes.submit(scorer, people(1), People.SHOP).subscribeAsCompletionStage());
      }
      scorer.gate.countDown();
      long refused = 0;
      for (var one : asked) {
        if (failure(one) instanceof RejectedExecutionException) {
          refused++;
        }
      }
      // One runs or is being taken, one waits; the lane may have taken one more in between.
      assertTrue(refused >= 3, "refused " + refused);
    }
  }

  @Test
  void aBatchThatFailsFailsItsCallersAndTheLaneGoesOn() {
    try (ScoringLanes lanes = new ScoringLanes(1, 4, Duration.ZERO, 8)) {
      BatchScorer failing =
          requests -> {
            throw new IllegalStateException("no");
          };
      Throwable failure =
          lanes
              .submit(failing, people(1), People.SHOP)
              .map(answers -> (Throwable) new AssertionError("answered"))
              .onFailure()
              .recoverWithItem(thrown -> thrown)
              .await()
              .atMost(SOON);
      assertEquals("no", failure.getMessage());
      assertEquals(
          1, lanes.submit(new Recording(0), people(1), People.SHOP).await().atMost(SOON).size());
    }
  }

  @Test
  void afterClosingEveryCallerIsRefused() throws Exception {
    ScoringLanes lanes = new ScoringLanes(1, 4, Duration.ZERO, 8);
    lanes.close();
    assertInstanceOf(
        RejectedExecutionException.class,
        failure(
            lanes.submit(new Recording(0), people(1), People.SHOP).subscribeAsCompletionStage()));
  }

  @Test
  void nobodyToScoreIsAnsweredAtOnce() {
    try (ScoringLanes lanes = new ScoringLanes(1, 4, Duration.ZERO, 8)) {
      assertEquals(
          List.of(), lanes.submit(new Recording(0), List.of(), People.SHOP).await().atMost(SOON));
    }
  }
}
