package dev.meander.scoring;

import dev.meander.interest.ProfileAt;
import dev.meander.interest.ScoredInterest;
import dev.meander.interest.ShopPopularity;
import dev.meander.scoring.BatchScorer.Request;
import dev.meander.scoring.shop.ShopSnapshot;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The threads that score: a fixed number, each taking micro-batches from one bounded queue. A batch
 * goes off when it is full or when its first job has waited for the delay. Native inference stays
 * on these threads, so that its per-thread memory stays bounded too.
 */
final class ScoringLanes implements AutoCloseable {

  private record Job(
      BatchScorer scorer,
      List<Request> requests,
      UniEmitter<? super List<ScoredInterest>> answer) {}

  private final int batchSize;
  private final Duration batchDelay;
  private final BlockingQueue<Job> queue;
  private final List<Thread> threads;
  private volatile boolean closed;

  /**
   * @param batchSize most people scored at once
   * @param batchDelay how long a batch that is not full waits for more
   * @param queueLength most jobs waiting, each of at most {@code batchSize} people
   */
  ScoringLanes(int lanes, int batchSize, Duration batchDelay, int queueLength) {
    this.batchSize = batchSize;
    this.batchDelay = batchDelay;
    this.queue = new ArrayBlockingQueue<>(queueLength);
    List<Thread> started = new ArrayList<>();
    for (int i = 0; i < lanes; i++) {
      started.add(Thread.ofPlatform().daemon().name("meander-scoring-" + i).start(this::work));
    }
    this.threads = List.copyOf(started);
  }

  int batchSize() {
    return batchSize;
  }

  /** Jobs waiting now. */
  int waiting() {
    return queue.size();
  }

  /**
   * Scores on a lane.
   *
   * @return fails with {@link RejectedExecutionException} when the queue is full or closed
   */
  Uni<List<ScoredInterest>> submit(
      BatchScorer scorer, List<ProfileAt> profiles, ShopPopularity popularity) {
    return submit(scorer, profiles, popularity, null);
  }

  /**
   * The same.
   *
   * @param shop null where it was not counted yet
   */
  Uni<List<ScoredInterest>> submit(
      BatchScorer scorer,
      List<ProfileAt> profiles,
      ShopPopularity popularity,
      @Nullable ShopSnapshot shop) {
    if (profiles.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    List<Request> requests =
        profiles.stream().map(profile -> new Request(profile, popularity, shop)).toList();
    List<Uni<List<ScoredInterest>>> parts = new ArrayList<>();
    for (int from = 0; from < requests.size(); from += batchSize) {
      List<Request> part = requests.subList(from, Math.min(from + batchSize, requests.size()));
      parts.add(Uni.createFrom().emitter(answer -> enqueue(new Job(scorer, part, answer))));
    }
    return parts.size() == 1
        ? parts.getFirst()
        : Uni.join()
            .all(parts)
            .andFailFast()
            .map(lists -> lists.stream().flatMap(List::stream).toList());
  }

  private void enqueue(Job job) {
    if (closed || !queue.offer(job)) {
      job.answer()
          .fail(
              new RejectedExecutionException(
                  closed
                      ? "scoring has stopped"
                      : "scoring has " + queue.size() + " batches waiting already"));
    } else if (closed) {
      // Closed in between: the lane may have drained the queue before this job was in it.
      refuseWaiting();
    }
  }

  private void work() {
    Job carried = null;
    while (!closed) {
      try {
        Job first = carried != null ? carried : queue.take();
        List<Job> batch = new ArrayList<>(List.of(first));
        carried = fill(batch, first);
        run(batch);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    if (carried != null) {
      carried.answer().fail(new RejectedExecutionException("scoring has stopped"));
    }
  }

  /** Adds jobs for the same scorer; the one that does not fit is given back. */
  private @Nullable Job fill(List<Job> batch, Job first) throws InterruptedException {
    int size = first.requests().size();
    long deadline = System.nanoTime() + batchDelay.toNanos();
    while (size < batchSize) {
      Job next = queue.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (next == null) {
        return null;
      }
      size += next.requests().size();
      if (!next.scorer().equals(first.scorer()) || size > batchSize) {
        return next;
      }
      batch.add(next);
    }
    return null;
  }

  private static void run(List<Job> batch) {
    List<Request> requests = batch.stream().flatMap(job -> job.requests().stream()).toList();
    List<ScoredInterest> scored;
    try {
      scored = batch.getFirst().scorer().scoreBatch(requests);
    } catch (Throwable e) {
      batch.forEach(job -> job.answer().fail(e));
      return;
    }
    int from = 0;
    for (Job job : batch) {
      int to = from + job.requests().size();
      job.answer().complete(List.copyOf(scored.subList(from, to)));
      from = to;
    }
  }

  private void refuseWaiting() {
    List<Job> left = new ArrayList<>();
    queue.drainTo(left);
    left.forEach(job -> job.answer().fail(new RejectedExecutionException("scoring has stopped")));
  }

  /** Stops the lanes after their running batches; what waits fails. */
  @Override
  public void close() {
    closed = true;
    threads.forEach(Thread::interrupt);
    refuseWaiting();
    for (Thread thread : threads) {
      try {
        thread.join(Duration.ofSeconds(10));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
