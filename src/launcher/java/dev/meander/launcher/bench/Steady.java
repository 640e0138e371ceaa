package dev.meander.launcher.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** An open loop: events go out by the clock, whether or not earlier ones are answered. */
final class Steady {

  private final URI service;
  private final int perSecond;
  private final int followed;
  private final Queue<Long> posts = new ConcurrentLinkedQueue<>();
  private final Queue<Long> readable = new ConcurrentLinkedQueue<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final AtomicLong answeredLast = new AtomicLong();

  /**
   * What came of it.
   *
   * @param posts from sending to the 202
   * @param readable from the 202 to the read, of those that were followed
   */
  record Result(
      Latencies posts,
      Latencies readable,
      double eventsPerSecond,
      int failed,
      String firstFailure) {}

  /**
   * @param followed of so many events one
   */
  Steady(URI service, int perSecond, int followed) {
    this.service = service;
    this.perSecond = perSecond;
    this.followed = followed;
  }

  /** Sends every exchange and waits for its way to end; to be called once. */
  Result run(List<HttpExchange> exchanges) throws InterruptedException {
    long begun = System.nanoTime();
    try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < exchanges.size(); i++) {
        long ahead = begun + Math.round(i * 1e9 / perSecond) - System.nanoTime();
        if (ahead > 0) {
          Thread.sleep(Duration.ofNanos(ahead));
        }
        var event = new FollowedEvent(http, service, exchanges.get(i).body());
        boolean follow = i % followed == 0;
        threads.execute(() -> send(event, follow));
      }
    }
    double seconds = Math.max(1, answeredLast.get() - begun) / 1e9;
    String first = failures.isEmpty() ? "" : failures.peek();
    return new Result(
        sorted(posts), sorted(readable), posts.size() / seconds, failures.size(), first);
  }

  private static Latencies sorted(Queue<Long> nanos) {
    return new Latencies(nanos.stream().mapToLong(Long::longValue).toArray());
  }

  private void send(FollowedEvent event, boolean follow) {
    try {
      FollowedEvent.Accepted accepted = event.post();
      posts.add(accepted.waited());
      answeredLast.accumulateAndGet(accepted.at(), Math::max);
      if (follow) {
        OptionalLong waited = event.awaitReadable(accepted);
        if (waited.isPresent()) {
          readable.add(waited.getAsLong());
        } else {
          failures.add("not readable within 10 s");
        }
      }
    } catch (IOException | RuntimeException e) {
      failures.add(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failures.add("interrupted");
    }
  }
}
